package bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What authentication, policy and limits cost, as a part of the page. */
final class LockReport {
    private static final double AIM_MILLIS = 0.1;

    private LockReport() {}

    static String of(Map<Scenario, List<LockRound>> rounds) {
        var page = new StringBuilder(
                """

                ## With authentication, policy and limits

                The same gateway open and locked (%d callers with RS256 tokens, `bench/policy.yaml`), taking turns; added CPU \
                is the median of the rounds' differences. Each connection has a session of its own at the server, on both sides.

                | | CPU a call open | CPU a call locked | added CPU | by round | added CPU without JIT | p50 open | p50 locked |
                |---|---|---|---|---|---|---|---|
                """
                        .formatted(Lock.CALLERS));
        rounds.forEach((scenario, taken) -> page.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | **%+.3f** | %s | %+.3f | %.3f | %.3f |%n",
                scenario.title(),
                Report.median(taken, round -> round.open().cpuMillis()),
                Report.median(taken, round -> round.locked().cpuMillis()),
                Report.median(taken, LockRound::addedMillis),
                taken.stream()
                        .map(round -> String.format(Locale.ROOT, "%+.3f", round.addedMillis()))
                        .collect(Collectors.joining(", ")),
                Report.median(taken, LockRound::addedSettledMillis),
                Report.median(taken, round -> round.open().sample().p50Millis()),
                Report.median(taken, round -> round.locked().sample().p50Millis()))));
        double worst = worst(rounds, LockRound::addedMillis);
        page.append(String.format(
                Locale.ROOT,
                "%nauthentication + policy + limits: %+.3f ms CPU a call at worst. Aim: less than %.1f. %s.%n",
                worst,
                AIM_MILLIS,
                worst < AIM_MILLIS ? "Met" : "Missed"));
        return page.append(parts(rounds)).toString();
    }

    private static String parts(Map<Scenario, List<LockRound>> rounds) {
        var page = new StringBuilder(
                """

                What that CPU is made of, in ms a call over all rounds, and what the servers were asked besides the calls:

                | | compiler open | compiler locked | collector open | collector locked | calls/s open | calls/s locked | \
                other requests open | other requests locked |
                |---|---|---|---|---|---|---|---|---|
                """);
        rounds.forEach((scenario, taken) -> page.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f | %.0f | %.0f | %.0f | %.0f |%n",
                scenario.title(),
                mean(taken, round -> round.open().compilerMillis() / scenario.calls()),
                mean(taken, round -> round.locked().compilerMillis() / scenario.calls()),
                mean(taken, round -> round.open().collectorMillis() / scenario.calls()),
                mean(taken, round -> round.locked().collectorMillis() / scenario.calls()),
                Report.median(taken, round -> round.open().sample().perSecond()),
                Report.median(taken, round -> round.locked().sample().perSecond()),
                Report.median(taken, round -> round.open().otherRequests()),
                Report.median(taken, round -> round.locked().otherRequests()))));
        return page.toString();
    }

    private static double worst(Map<Scenario, List<LockRound>> rounds, ToDoubleFunction<LockRound> added) {
        return rounds.values().stream()
                .mapToDouble(taken -> Report.median(taken, added))
                .max()
                .orElse(Double.NaN);
    }

    private static double mean(List<LockRound> taken, ToDoubleFunction<LockRound> of) {
        return taken.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
