package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Says what the cluster holds. */
record GetIndices(LogCluster cluster) implements DemoTool {

    private static final ObjectNode DEFINITION = Json.literal("""
            {
              "name": "get_indices",
              "title": "List indices",
              "description": "Lists the indices of this cluster with the number of documents and the time they span.",
              "inputSchema": {"type": "object", "properties": {}, "additionalProperties": false},
              "outputSchema": {
                "type": "object",
                "properties": {
                  "cluster": {"type": "string"},
                  "indices": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": {
                        "name": {"type": "string"},
                        "documents": {"type": "integer", "minimum": 0},
                        "oldest": {"type": "string", "format": "date-time"},
                        "newest": {"type": "string", "format": "date-time"}
                      },
                      "required": ["name", "documents", "oldest", "newest"]
                    }
                  }
                },
                "required": ["cluster", "indices"]
              },
              "annotations": {"title": "List indices", "readOnlyHint": true, "idempotentHint": true, "openWorldHint": false}
            }
            """);

    @Override
    public ObjectNode definition() {
        return DEFINITION;
    }

    @Override
    public Outcome call(Arguments arguments, Instant now) {
        var faults = arguments.faults();
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var content = Json.object().put("cluster", cluster.name());
        content.set(
                "indices",
                cluster.indices().stream().map(index -> described(index, now)).collect(Json.toArray()));
        return new Outcome.Answered(content);
    }

    private ObjectNode described(String index, Instant now) {
        var lines = cluster.lines(now, LogCluster.MEMORY)
                .filter(line -> line.index().equals(index))
                .toList();
        return Json.object()
                .put("name", index)
                .put("documents", lines.size())
                .put("oldest", lines.getLast().timestamp().toString())
                .put("newest", lines.getFirst().timestamp().toString());
    }
}
