package bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                is the median of the rounds' differences.

                | | CPU a call open | CPU a call locked | added CPU | by round | p50 open | p50 locked |
                |---|---|---|---|---|---|---|
                """
                        .formatted(Lock.CALLERS));
        rounds.forEach((scenario, taken) -> page.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | **%+.3f** | %s | %.3f | %.3f |%n",
                scenario.title(),
                Report.median(taken, round -> round.open().cpuMillis()),
                Report.median(taken, round -> round.locked().cpuMillis()),
                Report.median(taken, LockRound::addedMillis),
                taken.stream()
                        .map(round -> String.format(Locale.ROOT, "%+.3f", round.addedMillis()))
                        .collect(Collectors.joining(", ")),
                Report.median(taken, round -> round.open().sample().p50Millis()),
                Report.median(taken, round -> round.locked().sample().p50Millis()))));
        double worst = rounds.values().stream()
                .mapToDouble(taken -> Report.median(taken, LockRound::addedMillis))
                .max()
                .orElse(Double.NaN);
        return page.append(String.format(
                        Locale.ROOT,
                        "%nauthentication + policy + limits: %+.3f ms CPU a call at worst. Aim: less than %.1f. %s.%n",
                        worst,
                        AIM_MILLIS,
                        worst < AIM_MILLIS ? "Met" : "Missed"))
                .toString();
    }
}
