package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A tool of a log cluster. */
sealed interface DemoTool permits SearchLogs, GetIndices, QueryData {

    /** The tool as {@code tools/list} shows it. */
    ObjectNode definition();

    Outcome call(Arguments arguments, Instant now);

    default String name() {
        return definition().path("name").asText();
    }
}
