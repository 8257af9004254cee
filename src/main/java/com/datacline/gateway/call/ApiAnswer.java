package com.datacline.gateway.call;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a REST API answered.
 *
 * @param call what it was asked
 * @param status the HTTP status
 * @param headers its headers, whose names are the same in any case
 * @param body what it carries, empty for nothing
 */
public record ApiAnswer(ApiCall call, int status, Map<String, List<String>> headers, byte[] body) {

    public ApiAnswer {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** Returns the first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public String toString() {
        return "ApiAnswer[HTTP " + status + ", " + body.length + " bytes, to " + call + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiAnswer that
                && call.equals(that.call)
                && status == that.status
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return call.hashCode() * 31 + status;
    }
}
