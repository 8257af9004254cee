package bench;

import java.util.Arrays;
import java.util.Iterator;

/**
 * The command line, every number with its bounds.
 *
 * @param calls single calls per scenario, side and round; broadcasts are a tenth of that
 * @param connections connections of the busy scenario; the quiet one always has one
 * @param rounds how often direct and gateway take turns; the tables show medians
 * @param warmup single calls to each side before anything is measured
 * @param heap the gateway's -Xmx
 * @param standIn measure the raw-socket stand-in instead of the gateway's jar
 * @param locks measure only what the locks cost
 */
record Options(int calls, int connections, int rounds, int warmup, String heap, boolean standIn, boolean locks) {
    static final String USAGE =
            """
            Usage: bench/run [options]

              --calls N        single calls per scenario, side and round (10000); broadcasts are a tenth of that
              --connections N  connections of the busy scenario (16)
              --rounds N       direct and gateway take turns this often; medians are shown (3)
              --warmup N       calls before anything is measured (20000)
              --heap SIZE      heap of the gateway (256m)
              --locks          only what authentication, policy and limits cost; then --calls is 2500, --rounds 40
                               and --warmup 120000, since the median of many short rounds sees small differences best
              --stand-in       measure a raw-socket stand-in: tests the benchmark itself, and shows the floor

            Example: bench/run --calls 2000 --rounds 1 --warmup 2000
            """;

    Options {
        within("--calls", calls, 10, 1_000_000);
        within("--connections", connections, 1, 256);
        within("--rounds", rounds, 1, 100);
        within("--warmup", warmup, 0, 1_000_000);
        if (!heap.matches("\\d+[kmgKMG]")) {
            throw new Failure("--heap: a size like 256m, was " + heap);
        }
    }

    static Options parse(String[] arguments) {
        boolean locks = Arrays.asList(arguments).contains("--locks");
        var options = locks
                ? new Options(2_500, 16, 40, 120_000, "256m", false, true)
                : new Options(10_000, 16, 3, 20_000, "256m", false, false);
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    private Options with(String name, Iterator<String> rest) {
        return switch (name) {
            case "--calls" -> new Options(number(name, rest), connections, rounds, warmup, heap, standIn, locks);
            case "--connections" -> new Options(calls, number(name, rest), rounds, warmup, heap, standIn, locks);
            case "--rounds" -> new Options(calls, connections, number(name, rest), warmup, heap, standIn, locks);
            case "--warmup" -> new Options(calls, connections, rounds, number(name, rest), heap, standIn, locks);
            case "--heap" -> new Options(calls, connections, rounds, warmup, value(name, rest), standIn, locks);
            case "--stand-in" -> new Options(calls, connections, rounds, warmup, heap, true, locks);
            case "--locks" -> new Options(calls, connections, rounds, warmup, heap, standIn, true);
            default -> throw new Failure("unknown option " + name + "; try: bench/run --help");
        };
    }

    private static int number(String name, Iterator<String> rest) {
        var value = value(name, rest);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Failure(name + ": must be a whole number, was " + value);
        }
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Failure(name + ": needs a value");
        }
        return rest.next();
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Failure(name + ": must be between " + least + " and " + most + ", was " + value);
        }
    }
}
