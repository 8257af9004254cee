package com.datacline.gateway.door;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DatabindException;

/** Says what is wrong with a text that should be JSON, without the words of the library that reads it. */
final class JsonFlaw {
    private JsonFlaw() {}

    static String of(JacksonException e) {
        return switch (e) {
            case StreamConstraintsException bounds ->
                "it nests deeper than " + WireJson.MAX_DEPTH + " levels, or holds too long a number";
            case DatabindException more -> "something follows the end of the JSON value";
            default -> e.getOriginalMessage();
        };
    }
}
