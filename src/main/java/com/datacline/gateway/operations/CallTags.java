package com.datacline.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.Body;

/** Route step {@code of}: the labels under which a call is counted, few enough values each for a time series. */
public final class CallTags {

    /** Returns server, action and outcome of an audit record. */
    public Tags of(@Body JsonNode record) {
        return Tags.of(
                "server", record.path("mcp_server").asText("-"),
                "action", record.path("action").asText("-"),
                "outcome", record.path("outcome").asText("-"));
    }
}
