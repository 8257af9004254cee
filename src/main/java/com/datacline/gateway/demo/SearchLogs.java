package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Finds log lines by their words. */
record SearchLogs(LogCluster cluster) implements DemoTool {

    private static final ObjectNode DEFINITION = Json.literal("""
            {
              "name": "search_logs",
              "title": "Search logs",
              "description": "Finds log lines by their words, newest first. Words are joined by AND; OR separates alternatives; * finds all.",
              "inputSchema": {
                "type": "object",
                "properties": {
                  "query": {"type": "string", "description": "Words to find in level, service and message, like: campaign failure OR timeout"},
                  "time_range": {"type": "string", "pattern": "^[0-9]{1,4}[smhd]$", "default": "1h", "description": "How far to look back, like 15m, 1h or 1d"},
                  "level": {"type": "string", "enum": ["debug", "info", "warn", "error"], "description": "Only lines of this level"},
                  "limit": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10, "description": "How many lines to return; hits counts all"}
                },
                "required": ["query"],
                "additionalProperties": false
              },
              "outputSchema": {
                "type": "object",
                "properties": {
                  "hits": {"type": "integer", "minimum": 0},
                  "logs": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": {
                        "timestamp": {"type": "string", "format": "date-time"},
                        "level": {"type": "string"},
                        "service": {"type": "string"},
                        "message": {"type": "string"}
                      },
                      "required": ["timestamp", "level", "service", "message"]
                    }
                  }
                },
                "required": ["hits", "logs"]
              },
              "annotations": {"title": "Search logs", "readOnlyHint": true, "idempotentHint": true, "openWorldHint": false}
            }
            """);

    @Override
    public ObjectNode definition() {
        return DEFINITION;
    }

    @Override
    public Outcome call(Arguments arguments, Instant now) {
        var query = TextQuery.of(arguments.text("query"));
        var range = arguments.range("time_range", Duration.ofHours(1));
        var level = arguments.level("level");
        var limit = arguments.number("limit", 10, 1, 100);
        var faults = arguments.faults();
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        var found = cluster.lines(now, range)
                .filter(line -> level.map(line.level()::equals).orElse(true))
                .filter(query::matches)
                .toList();
        var content = Json.object().put("hits", found.size());
        content.set("logs", found.stream().limit(limit).map(LogLine::json).collect(Json.toArray()));
        return new Outcome.Answered(content);
    }
}
