package bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The Markdown page: medians of the rounds, what was checked, and where it ran. */
final class Report {
    private static final double AIM_MILLIS = 0.5;

    private final String rest;
    private final Options options;
    private final Gateway gateway;
    private final String loadBefore;

    /** @param rest more of the page, without the machine */
    Report(String rest, Options options, Gateway gateway, String loadBefore) {
        this.rest = rest;
        this.options = options;
        this.gateway = gateway;
        this.loadBefore = loadBefore;
    }

    String write(Map<Scenario, List<Round>> rounds) {
        var page = new StringBuilder();
        page.append(options.what() == Options.What.STAND_IN ? "# Benchmark of the stand-in, not of the gateway\n" : "# Benchmark\n");
        if (!rounds.isEmpty()) {
            page.append(tables(rounds));
        }
        return page.append(rest).append(machine()).toString();
    }

    private String tables(Map<Scenario, List<Round>> rounds) {
        var page = new StringBuilder();
        page.append(
                """

                CPU is that of the gateway process. Times in ms, medians of %d rounds, direct and gateway taking turns.

                | | CPU a call | p50 direct | p50 gateway | added p50 | p99 direct | p99 gateway | added p99 | \
                calls/s direct | calls/s gateway | direct/gateway |
                |---|---|---|---|---|---|---|---|---|---|---|
                """
                        .formatted(options.rounds()));
        rounds.forEach((scenario, taken) -> page.append(times(scenario, taken)));
        page.append("\n").append(aim(rounds)).append(
                """

                Every answer was a success, every call reached each server once, and every record was in the journal when \
                the answer came:

                | | calls a round | CPU a call by round | upstream calls a call | other upstream requests | \
                journal lines a call | reconnects |
                |---|---|---|---|---|---|---|
                """);
        rounds.forEach((scenario, taken) -> page.append(checks(scenario, taken)));
        return page.toString();
    }

    private static String times(Scenario scenario, List<Round> taken) {
        double p50Direct = median(taken, round -> round.direct().p50Millis());
        double p50Gateway = median(taken, round -> round.gateway().p50Millis());
        double p99Direct = median(taken, round -> round.direct().p99Millis());
        double p99Gateway = median(taken, round -> round.gateway().p99Millis());
        double direct = median(taken, round -> round.direct().perSecond());
        double through = median(taken, round -> round.gateway().perSecond());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | **%.3f** | %.3f | %.3f | **%.3f** | %.0f | %.0f | %.1f |%n",
                scenario.title(),
                scenario.measuresCpu() ? "**%s**".formatted(millis(median(taken, Round::cpuMillis))) : "-",
                p50Direct,
                p50Gateway,
                p50Gateway - p50Direct,
                p99Direct,
                p99Gateway,
                p99Gateway - p99Direct,
                direct,
                through,
                direct / through);
    }

    private static String checks(Scenario scenario, List<Round> taken) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %d | %d | %d | %d |%n",
                scenario.title(),
                scenario.calls(),
                scenario.measuresCpu()
                        ? taken.stream().map(round -> millis(round.cpuMillis())).collect(Collectors.joining(", "))
                        : "-",
                scenario.tool().upstreams(),
                taken.stream().mapToLong(round -> round.passage().otherRequests()).sum(),
                scenario.tool().journalLines(),
                taken.stream().mapToInt(round -> round.gateway().reconnects()).sum());
    }

    private static String aim(Map<Scenario, List<Round>> rounds) {
        double worst = rounds.entrySet().stream()
                .filter(entry -> entry.getKey().tool().upstreams() == 1)
                .mapToDouble(entry -> median(entry.getValue(), Round::cpuMillis))
                .max()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "Aim: below %.1f ms CPU a single call. %s: %.3f ms at worst.%n",
                AIM_MILLIS,
                worst < AIM_MILLIS ? "Met" : "Missed",
                worst);
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                """

                * Cores: %s, shared by gateway, upstream servers and load; load average %s before, %s after
                * JDK: %s
                * Gateway: heap %s, peak memory %s, ready after %.1f s, %d calls of warm-up
                """,
                Machine.cores(),
                loadBefore,
                Machine.load(),
                Machine.jdk(),
                options.heap(),
                gateway.peakMemory(),
                gateway.startUp().toMillis() / 1e3,
                options.warmup());
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static <T> double median(List<T> rounds, ToDoubleFunction<T> of) {
        var sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
