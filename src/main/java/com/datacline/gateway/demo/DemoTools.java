package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The tools of one cluster: the same three everywhere, so that the gateway has something to broadcast. */
record DemoTools(List<DemoTool> tools, InstantSource clock) {

    static DemoTools of(LogCluster cluster) {
        return new DemoTools(
                List.of(new GetIndices(cluster), new QueryData(cluster), new SearchLogs(cluster)),
                InstantSource.system());
    }

    ArrayNode definitions() {
        return tools.stream().map(DemoTool::definition).collect(Json.toArray());
    }

    Optional<DemoTool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** The result of a call; wrong arguments are a result too, which a model can read and mend. */
    ObjectNode call(DemoTool tool, ObjectNode arguments) {
        return switch (tool.call(new Arguments(arguments), clock.instant())) {
            case Outcome.Answered(var content) -> text(content.toString()).set("structuredContent", content);
            case Outcome.Refused(var faults) -> text(String.join("; ", faults)).put("isError", true);
        };
    }

    private static ObjectNode text(String text) {
        var result = Json.object();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }
}
