package bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The gateway beside what people would use instead of it, as a part of the page. */
final class PeerReport {
    private PeerReport() {}

    static String of(PeerTurns.Result result) {
        double quietDirect = Report.median(result.directQuiet(), Sample::p50Millis);
        double quietDirectSlow = Report.median(result.directQuiet(), Sample::p99Millis);
        var page = new StringBuilder(
                """

                ## Beside others

                The same calls to the same server, all sides taking turns; medians of the rounds. CPU is that of the process \
                between, all its threads, with JIT and garbage collection.

                | | CPU a call, many connections | CPU a call, 1 connection | p50, 1 connection | added p50 | p99, 1 connection | \
                added p99 | calls/s, many connections |
                |---|---|---|---|---|---|---|---|
                """);
        page.append(String.format(
                Locale.ROOT,
                "| direct | - | - | %.3f | - | %.3f | - | %.0f |%n",
                quietDirect,
                quietDirectSlow,
                Report.median(result.directBusy(), Sample::perSecond)));
        for (var side : result.sides()) {
            double p50 = Report.median(side.quiet(), passage -> passage.sample().p50Millis());
            double p99 = Report.median(side.quiet(), passage -> passage.sample().p99Millis());
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | **%.3f** | %.3f | %.3f | **%+.3f** | %.3f | **%+.3f** | %.0f |%n",
                    side.title(),
                    Report.median(side.busy(), Passage::cpuMillis),
                    Report.median(side.quiet(), Passage::cpuMillis),
                    p50,
                    p50 - quietDirect,
                    p99,
                    p99 - quietDirectSlow,
                    Report.median(side.busy(), passage -> passage.sample().perSecond())));
        }
        return page.append(ratios(result.sides())).toString();
    }

    /** How much CPU each needs for a call, as a multiple of what each other one does, within the same rounds. */
    private static String ratios(List<PeerTurns.Taken> sides) {
        var page = new StringBuilder("\nCPU a call with many connections, the row as a multiple of the column "
                + "(median of the ratios within each round):\n\n| |");
        sides.forEach(side -> page.append(' ').append(side.title()).append(" |"));
        page.append("\n|---|").append("---|".repeat(sides.size())).append('\n');
        for (var row : sides) {
            page.append("| ").append(row.title()).append(" |");
            for (var column : sides) {
                page.append(String.format(Locale.ROOT, " %.2f |", ratio(row, column)));
            }
            page.append('\n');
        }
        return page.toString();
    }

    private static double ratio(PeerTurns.Taken row, PeerTurns.Taken column) {
        var rounds = IntStream.range(0, row.busy().size()).boxed().toList();
        return Report.median(rounds, round -> row.busy().get(round).cpuMillis() / column.busy().get(round).cpuMillis());
    }
}
