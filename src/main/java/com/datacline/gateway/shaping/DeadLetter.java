package com.datacline.gateway.shaping;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;

/** Step of {@code kamelet:dead-letter}: what is sent. */
public final class DeadLetter {

    /** Returns JSON in one line. */
    public String write(@Body JsonNode leg) {
        return new String(WireJson.bytes(leg), StandardCharsets.UTF_8);
    }
}
