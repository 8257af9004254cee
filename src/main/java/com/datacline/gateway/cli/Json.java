package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** JSON on the command line. */
final class Json {
    private Json() {}

    /** @throws Complaint if the text is not JSON */
    static JsonNode read(String option, String text) {
        try {
            JsonNode tree = WireJson.MAPPER.readTree(text);
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw Complaint.usage(option + ": not JSON: " + e.getOriginalMessage(), null);
        }
        throw Complaint.usage(option + ": not JSON: it is empty", null);
    }
}
