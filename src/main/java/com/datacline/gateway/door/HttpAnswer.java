package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.PreparedItems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire: a door's last word.
 *
 * @param status the HTTP status
 * @param headers response headers
 * @param body the body, or an empty array; without what is inserted into it
 * @param inset what is inserted into the body, or null
 */
public record HttpAnswer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Inset inset) {

    /**
     * Bytes that are shared with other answers, and so are not copied into this one's.
     *
     * @param at where in the body they belong
     * @param bytes the bytes
     * @param of the items that they are, if they can be compressed
     */
    public record Inset(int at, byte[] bytes, @Nullable PreparedItems of) {}

    /** All has been said as events already. */
    public static final HttpAnswer SENT = new HttpAnswer(0, Map.of(), new byte[0]);

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** An answer of its own. */
    public HttpAnswer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** Returns how many bytes it has. */
    public int length() {
        return body.length + (inset == null ? 0 : inset.bytes().length);
    }

    /** Returns the whole body. */
    byte[] whole() {
        if (inset == null) {
            return body;
        }
        byte[] whole = Arrays.copyOf(body, length());
        System.arraycopy(inset.bytes(), 0, whole, inset.at(), inset.bytes().length);
        System.arraycopy(body, inset.at(), whole, inset.at() + inset.bytes().length, body.length - inset.at());
        return whole;
    }

    /** Returns the same with one more header. */
    HttpAnswer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body, inset);
    }

    /** Returns the same with the header that says when to try again, if the failure says so. */
    HttpAnswer retryable(Failure failure) {
        return failure.retryAfter() == null ? this : with("Retry-After", String.valueOf(failure.retrySeconds()));
    }

    /** Returns a JSON answer. */
    public static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, JSON, body);
    }
}
