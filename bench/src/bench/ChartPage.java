package bench;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A page of bar charts that needs nothing but a browser. */
final class ChartPage {
    private static final int WIDTH = 460;
    private static final int ROW = 30;

    private ChartPage() {}

    static String of(PeerTurns.Result result) {
        return """
                <!doctype html>
                <html lang="en"><meta charset="utf-8"><title>Benchmark</title>
                <style>
                  body { font: 15px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
                  text { font: 13px system-ui, sans-serif; fill: currentColor } rect { fill: #7a8fa6 } rect.ours { fill: #1f7a4d }
                  h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
                </style>
                <h1>What a call costs</h1>
                <p>Medians of the rounds; all sides in one run, taking turns. Shorter is better.</p>
                """
                + chart("CPU a call with many connections, ms", result, side -> Report.median(side.busy(), Passage::cpuMillis))
                + chart("CPU a call with 1 connection, ms", result, side -> Report.median(side.quiet(), Passage::cpuMillis))
                + chart("Latency p50 with 1 connection, ms", result, side -> Report.median(
                        side.quiet(), passage -> passage.sample().p50Millis()))
                + chart("Latency p99 with 1 connection, ms", result, side -> Report.median(
                        side.quiet(), passage -> passage.sample().p99Millis()))
                + "</html>\n";
    }

    private static String chart(String title, PeerTurns.Result result, ToDoubleFunction<PeerTurns.Taken> value) {
        double most = result.sides().stream().mapToDouble(value).max().orElse(1);
        var page = new StringBuilder(String.format(
                Locale.ROOT,
                "<h2>%s</h2>%n<svg role=\"img\" aria-label=\"%s\" width=\"100%%\" viewBox=\"0 0 800 %d\">%n",
                title,
                title,
                ROW * result.sides().size()));
        int top = 0;
        for (var side : result.sides()) {
            double is = value.applyAsDouble(side);
            page.append(String.format(
                    Locale.ROOT,
                    "<text x=\"240\" y=\"%d\" text-anchor=\"end\">%s</text><rect %sx=\"250\" y=\"%d\" width=\"%.1f\" height=\"18\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.3f</text>%n",
                    top + 19,
                    side.title(),
                    side.title().startsWith("gateway") ? "class=\"ours\" " : "",
                    top + 5,
                    WIDTH * is / most,
                    256 + WIDTH * is / most,
                    top + 19,
                    is));
            top += ROW;
        }
        return page.append("</svg>\n").toString();
    }
}
