package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import java.util.HashMap;
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

    /** Returns the same with the header that says when to try again, if the failure says so. */
    HttpAnswer retryable(Failure failure) {
        if (failure.retryAfter() == null) {
            return this;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put("Retry-After", String.valueOf(failure.retrySeconds()));
        return new HttpAnswer(status, more, body);
    }

    /** Returns a JSON answer. */
    public static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, JSON, body);
    }
}
