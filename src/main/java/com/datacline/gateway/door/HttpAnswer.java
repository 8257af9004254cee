package com.datacline.gateway.door;

import java.util.Map;

/**
 * What goes over the wire: a door's last word.
 *
 * @param status the HTTP status
 * @param headers response headers
 * @param body the body, or an empty array
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    /** All has been said as events already. */
    public static final HttpAnswer SENT = new HttpAnswer(0, Map.of(), new byte[0]);

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** Returns a JSON answer. */
    public static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, JSON, body);
    }
}
