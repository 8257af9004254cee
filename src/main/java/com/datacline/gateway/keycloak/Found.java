package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Finds one of a list. */
final class Found {
    private Found() {}

    /** Returns the element with that value under a key, or null. */
    static @Nullable JsonNode by(String key, String value, JsonNode list) {
        for (JsonNode element : list) {
            if (element.path(key).asText().equals(value)) {
                return element;
            }
        }
        return null;
    }
}
