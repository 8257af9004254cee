package bench;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The command line, every number with its bounds.
 *
 * @param servers how many upstream servers there are, all of which a broadcast asks
 * @param calls single calls per scenario, side and round; broadcasts are a tenth of that
 * @param connections connections of the busy scenario; the quiet one always has one
 * @param rounds how often direct and gateway take turns; the tables show medians
 * @param warmup single calls to each side before anything is measured
 * @param heap the gateway's -Xmx
 * @param what is measured
 * @param than the checkout of another build, with its own jar and routes; null if there is none to compare with
 */
record Options(
        int servers, int calls, int connections, int rounds, int warmup, String heap, What what, String than) {
    /** What is measured. */
    enum What {
        /** The gateway against direct calls, and what the locks cost. */
        GATEWAY,
        /** Only what the locks cost. */
        LOCKS,
        /** The gateway beside what people would use instead. */
        PEERS,
        /** This build of the gateway beside another one. */
        BUILDS,
        /** One, two and three nodes, with what they share. */
        NODES,
        /** How long it takes to start. */
        START,
        /** A raw-socket stand-in instead of the gateway's jar. */
        STAND_IN
    }

    static final String USAGE =
            """
            Usage: bench/run [options]

              --servers N      upstream servers, all of which a broadcast asks (10)
              --calls N        single calls per scenario, side and round (10000); broadcasts are a tenth of that
              --connections N  connections of the busy scenario (16)
              --rounds N       direct and gateway take turns this often; medians are shown (3)
              --warmup N       calls before anything is measured (20000)
              --heap SIZE      heap of the gateway (256m)
              --locks          only what authentication, policy and limits cost (2500 calls, 40 rounds, warm-up 120000)
              --peers          the gateway beside nginx, Spring Cloud Gateway and Spring AI (2500 calls, 16 rounds,
                               warm-up 120000), as a table and as a page of charts; nginx if it is installed, Maven once
              --than DIR       this build beside another one: a checkout that is built too (1500 calls, 40 rounds,
                               warm-up 120000)
              --nodes          1, 2 and 3 nodes behind nginx, with a Redis and a PostgreSQL (2500 calls and 8 connections for each, 6 rounds,
                               warm-up 45000); needs nginx and redis-server, and Maven once for PostgreSQL
              --start          from the start to the first answer, beside an empty web application of Spring Boot (11 rounds)
              --stand-in       measure a raw-socket stand-in: tests the benchmark itself, and shows the floor

            Example: bench/run --calls 2000 --rounds 1 --warmup 2000
            """;

    Options {
        within("--servers", servers, 1, 200);
        within("--calls", calls, 10, 1_000_000);
        within("--connections", connections, 1, 256);
        within("--rounds", rounds, 1, 100);
        within("--warmup", warmup, 0, 1_000_000);
        if (what == What.NODES && servers < 2) {
            throw new Failure("--nodes: needs two servers, one with a limit and one without");
        }
        if (!heap.matches("\\d+[kmgKMG]")) {
            throw new Failure("--heap: a size like 256m, was " + heap);
        }
    }

    static Options parse(String[] arguments) {
        var options = defaults(Arrays.asList(arguments));
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            options = options.with(rest.next(), rest);
        }
        return options;
    }

    /** The median of many short rounds sees small differences best. */
    private static Options defaults(List<String> arguments) {
        if (arguments.contains("--locks")) {
            return new Options(10, 2_500, 16, 40, 120_000, "256m", What.LOCKS, null);
        }
        if (arguments.contains("--peers")) {
            return new Options(10, 2_500, 16, 16, 120_000, "256m", What.PEERS, null);
        }
        if (arguments.contains("--nodes")) {
            return new Options(2, 2_500, 8, 6, 45_000, "256m", What.NODES, null);
        }
        if (arguments.contains("--start")) {
            return new Options(10, 10, 1, 11, 0, "256m", What.START, null);
        }
        if (arguments.contains("--than")) {
            return new Options(10, 1_500, 16, 40, 120_000, "256m", What.BUILDS, null);
        }
        var what = arguments.contains("--stand-in") ? What.STAND_IN : What.GATEWAY;
        return new Options(10, 10_000, 16, 3, 20_000, "256m", what, null);
    }

    private Options with(String name, Iterator<String> rest) {
        return switch (name) {
            case "--servers" ->
                new Options(number(name, rest), calls, connections, rounds, warmup, heap, what, than);
            case "--calls" -> new Options(servers, number(name, rest), connections, rounds, warmup, heap, what, than);
            case "--connections" -> new Options(servers, calls, number(name, rest), rounds, warmup, heap, what, than);
            case "--rounds" -> new Options(servers, calls, connections, number(name, rest), warmup, heap, what, than);
            case "--warmup" -> new Options(servers, calls, connections, rounds, number(name, rest), heap, what, than);
            case "--heap" -> new Options(servers, calls, connections, rounds, warmup, value(name, rest), what, than);
            case "--than" -> new Options(servers, calls, connections, rounds, warmup, heap, what, value(name, rest));
            case "--locks", "--peers", "--nodes", "--start", "--stand-in" -> this;
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
