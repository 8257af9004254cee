package com.datacline.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation takes as its body.
 *
 * @param mediaType its media type
 * @param kind how it is written
 * @param required whether there has to be one
 * @param argument the argument of the tool that is the body, or null if each of its members is an argument
 * @param members the body's members by the argument they come from, if each is one
 * @param parts how members of forms are written, by their name in the body
 */
record ApiBody(
        String mediaType,
        Kind kind,
        boolean required,
        @Nullable String argument,
        Map<String, String> members,
        Map<String, Part> parts) {

    ApiBody {
        members = new LinkedHashMap<>(members);
        parts = Map.copyOf(parts);
    }

    /** How a body is written. */
    enum Kind {
        JSON,
        FORM,
        MULTIPART,
        TEXT,
        /** Bytes, which a tool gets as Base64. */
        BINARY
    }

    /**
     * A member of a form.
     *
     * @param form how it is written in a form of names and values
     * @param contentType the type of its part of a multipart body, or null for the usual one
     * @param binary whether it is bytes, which a tool gets as Base64
     */
    record Part(ApiParameter.Form form, @Nullable String contentType, boolean binary) {
        static final Part USUAL = new Part(ApiParameter.Form.QUERY, null, false);
    }
}
