package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Filters one index by field, and counts. */
record QueryData(LogCluster cluster) implements DemoTool {

    private static final List<String> FIELDS = List.of("level", "service");

    private static final ObjectNode DEFINITION = Json.literal("""
            {
              "name": "query_data",
              "title": "Query data",
              "description": "Filters one index by field and counts the matching lines, if asked grouped by level or service.",
              "inputSchema": {
                "type": "object",
                "properties": {
                  "index": {"type": "string", "description": "An index named by get_indices"},
                  "filter": {
                    "type": "object",
                    "description": "Only lines whose fields have these values",
                    "properties": {
                      "level": {"type": "string", "enum": ["debug", "info", "warn", "error"]},
                      "service": {"type": "string"}
                    },
                    "additionalProperties": false
                  },
                  "count_by": {"type": "string", "enum": ["level", "service"], "description": "Group the counts by this field"},
                  "time_range": {"type": "string", "pattern": "^[0-9]{1,4}[smhd]$", "default": "1d", "description": "How far to look back, like 15m, 1h or 1d"}
                },
                "required": ["index"],
                "additionalProperties": false
              },
              "outputSchema": {
                "type": "object",
                "properties": {
                  "index": {"type": "string"},
                  "matched": {"type": "integer", "minimum": 0},
                  "groups": {
                    "type": "array",
                    "description": "Present when count_by was given",
                    "items": {
                      "type": "object",
                      "properties": {"value": {"type": "string"}, "count": {"type": "integer", "minimum": 1}},
                      "required": ["value", "count"]
                    }
                  }
                },
                "required": ["index", "matched"]
              },
              "annotations": {"title": "Query data", "readOnlyHint": true, "idempotentHint": true, "openWorldHint": false}
            }
            """);

    @Override
    public ObjectNode definition() {
        return DEFINITION;
    }

    @Override
    public Outcome call(Arguments arguments, Instant now) {
        var index = arguments.text("index");
        var filter = arguments.nested("filter");
        var level = filter.level("level");
        var service = filter.optionalText("service");
        arguments.reject(filter.faults());
        var countBy = arguments.choice("count_by", FIELDS);
        var range = arguments.range("time_range", LogCluster.MEMORY);
        if (!index.isEmpty() && !cluster.indices().contains(index)) {
            arguments.reject(List.of("unknown index \"" + index + "\", " + cluster.name() + " has "
                    + String.join(", ", cluster.indices())));
        }
        var faults = arguments.faults();
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var found = cluster.lines(now, range)
                .filter(line -> line.index().equals(index))
                .filter(line -> level.map(line.level()::equals).orElse(true))
                .filter(line -> service.map(line.service()::equals).orElse(true))
                .toList();
        var content = Json.object().put("index", index).put("matched", found.size());
        countBy.ifPresent(field -> content.set("groups", groups(found, field)));
        return new Outcome.Answered(content);
    }

    private static ArrayNode groups(List<LogLine> lines, String field) {
        Function<LogLine, String> value =
                field.equals("level") ? line -> line.level().wire() : LogLine::service;
        return lines.stream()
                .collect(Collectors.groupingBy(value, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(group -> Json.object().put("value", group.getKey()).put("count", group.getValue()))
                .collect(Json.toArray());
    }
}
