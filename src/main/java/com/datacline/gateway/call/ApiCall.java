package com.datacline.gateway.call;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a REST API, the only thing that the {@code api:} component takes. Like the {@link UpstreamCall} that it
 * is made of, it cannot be had without a decision.
 *
 * @param decided the call that it is made for
 * @param method the HTTP method
 * @param url where it goes, query and credential included
 * @param headers its headers, credential included; more than one value becomes more than one header
 * @param body what it carries, empty for nothing
 */
public record ApiCall(UpstreamCall decided, String method, URI url, Map<String, List<String>> headers, byte[] body)
        implements ApiStep {

    public ApiCall {
        headers = Map.copyOf(headers);
    }

    /** Names what it does, never a secret. */
    @Override
    public String toString() {
        return "ApiCall[" + method + " " + url.getHost() + url.getRawPath() + " for server "
                + decided.call().server() + ", headers=" + headers.keySet() + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiCall that
                && decided.equals(that.decided)
                && method.equals(that.method)
                && url.equals(that.url)
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return url.hashCode() * 31 + method.hashCode();
    }
}
