package com.datacline.gateway.routes.diagram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws one route, from top to bottom, in Mermaid. */
final class Flowchart {
    private final StringBuilder lines = new StringBuilder();
    private int nodes;

    /**
     * A line that leads on from a step.
     *
     * @param from the step's node
     * @param label when it is taken, or empty
     * @param dotted whether it is taken only when something broke
     */
    private record End(String from, String label, boolean dotted) {}

    private Flowchart() {}

    /** @param from the route's {@code from} */
    static String of(JsonNode from) {
        Flowchart chart = new Flowchart();
        chart.lines.append("flowchart TD\n");
        String start = chart.node("([", from.path("uri").asText(), "])");
        chart.chain(from.path("steps"), List.of(new End(start, "", false)));
        return chart.lines.toString();
    }

    /** Returns the text as it may stand in quotes. */
    static String quoted(String text) {
        String line = text.strip().lines().collect(Collectors.joining(" "));
        return "\""
                + line.replace("&", "#amp;")
                        .replace("\"", "#quot;")
                        .replace("<", "#lt;")
                        .replace(">", "#gt;") + "\"";
    }

    private List<End> chain(JsonNode steps, List<End> ends) {
        List<End> open = ends;
        for (Step step : Step.list(steps)) {
            open = step(step, open);
        }
        return open;
    }

    private List<End> step(Step step, List<End> ends) {
        return switch (step.name()) {
            case "choice" -> choice(step.body(), ends);
            case "doTry" -> attempt(step.body(), ends);
            case "filter" -> {
                String node = reached(ends, "{{", step.label(), "}}");
                List<End> open =
                        new ArrayList<>(chain(step.body().path("steps"), List.of(new End(node, "yes", false))));
                open.add(new End(node, "no", false));
                yield open;
            }
            case "stop" -> {
                reached(ends, "([", "stop", "])");
                yield List.of();
            }
            default -> {
                boolean nested = step.body().path("steps").isArray();
                String node = reached(ends, nested ? "[[" : "[", step.label(), nested ? "]]" : "]");
                yield chain(step.body().path("steps"), List.of(new End(node, nested ? "each" : "", false)));
            }
        };
    }

    private List<End> choice(JsonNode choice, List<End> ends) {
        String node = reached(ends, "{", "choice", "}");
        List<End> open = new ArrayList<>();
        for (JsonNode when : choice.path("when")) {
            open.addAll(chain(when.path("steps"), List.of(new End(node, Step.expression(when), false))));
        }
        List<End> otherwise = List.of(new End(node, "otherwise", false));
        open.addAll(chain(choice.path("otherwise").path("steps"), otherwise));
        return open;
    }

    /** What was caught leads on with the rest; whatever happens, the steps of doFinally are next. */
    private List<End> attempt(JsonNode attempt, List<End> ends) {
        String node = reached(ends, "[/", "try", "\\]");
        List<End> open = new ArrayList<>(chain(attempt.path("steps"), List.of(new End(node, "", false))));
        for (JsonNode caught : attempt.path("doCatch")) {
            String types = caught.path("exception")
                    .valueStream()
                    .map(type -> type.asText().substring(type.asText().lastIndexOf('.') + 1))
                    .collect(Collectors.joining(", "));
            open.addAll(chain(caught.path("steps"), List.of(new End(node, types, true))));
        }
        JsonNode always = attempt.path("doFinally").path("steps");
        return always.isArray() ? chain(always, open) : open;
    }

    private String reached(List<End> ends, String left, String label, String right) {
        String node = node(left, label, right);
        for (End end : ends) {
            lines.append("    ").append(end.from()).append(end.dotted() ? " -.->" : " -->");
            if (!end.label().isEmpty()) {
                lines.append('|').append(quoted(end.label())).append('|');
            }
            lines.append(' ').append(node).append('\n');
        }
        return node;
    }

    private String node(String left, String label, String right) {
        String node = "n" + nodes++;
        lines.append("    ")
                .append(node)
                .append(left)
                .append(quoted(label))
                .append(right)
                .append('\n');
        return node;
    }
}
