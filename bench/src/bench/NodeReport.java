package bench;

import bench.NodeTurns.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What nodes cost beside what the model in {@code docs/explanation/scaling.md} says. */
final class NodeReport {
    private static final double CLOSE = 0.05;

    private NodeReport() {}

    static String of(Options options, NodeTurns.Result result, String loadBefore) {
        var page = new StringBuilder(
                """
                # One, two and three nodes

                All of a call, CPU times in ms, medians of %d rounds of %d calls and %d connections for each node. CPU of nodes is that of all nodes
                which calls went to, with what carries records to SQL. *Steps* are what nodes sent to Redis for a call of one caller,
                counted one by one. The model says that steps and rows do not change with the number of nodes, and CPU neither; *settled* is CPU of
                nodes without just-in-time compilers and without what so many nodes take in that time when idle (%.1f ms a second each).

                | calls | nodes | steps: model | steps | rows: model | rows | CPU nodes | settled | of 1 node's | CPU Redis | CPU PostgreSQL | CPU nginx | calls/s |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """
                        .formatted(options.rounds(), options.calls(), options.connections(), result.idle()));
        result.turns().forEach((kind, byCount) -> {
            double one = median(byCount.get(1), NodeReport::settled);
            byCount.forEach((count, turns) -> page.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f%s | %d | %.2f%s | %.3f | %.3f | %.2f | %.3f | %.3f | %.3f | %.0f |%n",
                    kind.title,
                    count,
                    kind.steps,
                    result.steps().get(kind).get(count),
                    off(kind.steps, result.steps().get(kind).get(count)),
                    kind.rows,
                    median(turns, Turn::rows),
                    off(kind.rows, median(turns, Turn::rows)),
                    median(turns, Turn::nodes),
                    median(turns, NodeReport::settled),
                    median(turns, NodeReport::settled) / one,
                    median(turns, Turn::redis),
                    median(turns, Turn::postgres),
                    median(turns, Turn::proxy),
                    median(turns, Turn::perSecond))));
        });
        page.append("\n(!) is more than %.2f off the model.\n\n## Commands in Redis for a call, those inside of scripts too\n\n"
                .formatted(CLOSE));
        page.append("Under load many callers swap one count at once, and those that come too late read and swap again.\n\n");
        page.append("| calls | nodes | commands |\n|---|---|---|\n");
        result.turns().forEach((kind, byCount) -> byCount.forEach((count, turns) ->
                page.append("| %s | %d | %s |%n".formatted(kind.title, count, commands(turns)))));
        return page + "\n* Cores: %s, shared by all of this; load average %s before, %s after\n* JDK: %s\n"
                .formatted(Machine.cores(), loadBefore, Machine.load(), Machine.jdk());
    }

    private static double settled(Turn turn) {
        return turn.nodes() - turn.compiler() - turn.idle();
    }

    private static String off(double model, double seen) {
        return Math.abs(model - seen) > CLOSE ? " (!)" : "";
    }

    private static String commands(List<Turn> turns) {
        Map<String, Double> sums = new TreeMap<>();
        turns.forEach(turn -> turn.commands().forEach((name, times) -> sums.merge(name, times, Double::sum)));
        return sums.isEmpty()
                ? "none"
                : sums.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue() / turns.size()))
                        .collect(Collectors.joining(", "));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> of) {
        var sorted = turns.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
