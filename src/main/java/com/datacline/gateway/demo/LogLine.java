package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One line as a search finds it. */
record LogLine(Instant timestamp, String index, LogLevel level, String service, String message) {

    ObjectNode json() {
        return Json.object()
                .put("timestamp", timestamp.toString())
                .put("level", level.wire())
                .put("service", service)
                .put("message", message);
    }
}
