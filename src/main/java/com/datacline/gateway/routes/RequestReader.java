package com.datacline.gateway.routes;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Turns an HTTP request into a Camel message: headers, query parameters and path variables become headers, the body
 * stays bytes. Headers that carry secrets stay outside: who calls is read once, at the door.
 */
public final class RequestReader {
    private static final Set<String> SECRETS = Set.of("authorization", "proxy-authorization", "cookie");

    private final long maxBody;

    /** @param maxBody the largest request body in bytes */
    public RequestReader(long maxBody) {
        this.maxBody = maxBody;
    }

    /** @throws CallFailed with {@code too_large} if the body is larger than the gateway reads */
    void read(HttpServletRequest request, Map<String, String> pathVariables, Message message) throws IOException {
        headers(request, message);
        query(request.getQueryString(), message);
        pathVariables.forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, request.getMethod());
        message.setHeader(Exchange.HTTP_PATH, request.getRequestURI());
        message.setBody(body(request));
    }

    /** Spring's firewall looks at a header when it is read, and throws. */
    private static void headers(HttpServletRequest request, Message message) {
        try {
            Collections.list(request.getHeaderNames()).forEach(name -> {
                if (!SECRETS.contains(name.toLowerCase(Locale.ROOT)) && !isCamel(name)) {
                    message.setHeader(name, request.getHeader(name));
                }
            });
        } catch (RequestRejectedException e) {
            throw new CallFailed(FailureCode.INVALID_REQUEST, "a header holds characters that no header may hold");
        }
    }

    /** Reads the query itself: the servlet API would read a form body along with it. */
    private static void query(@Nullable String query, Message message) {
        if (query == null) {
            return;
        }
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams().forEach((name, values) -> {
            String value = values.getFirst();
            if (value != null && !isCamel(name) && !isOfTransport(name)) {
                message.setHeader(decoded(name), decoded(value));
            }
        });
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CallFailed(FailureCode.INVALID_REQUEST, "the query string is not well encoded");
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced == 0 || announced < 0 && request.getHeader("Transfer-Encoding") == null) {
            return new byte[0];
        }
        InputStream in = request.getInputStream();
        // no more than announced: otherwise Java takes room for 16 KB, however short the body is
        long most = announced < 0 ? maxBody + 1 : announced;
        byte[] body = announced > maxBody ? new byte[0] : in.readNBytes((int) Math.min(most, Integer.MAX_VALUE));
        if (announced > maxBody || body.length > maxBody) {
            throw new CallFailed(
                    FailureCode.TOO_LARGE, "the request body is larger than " + maxBody + " bytes, and was not read");
        }
        return body;
    }

    /** What a modern client repeats in headers must be there for whoever stands in front: a query does not do. */
    private static boolean isOfTransport(String name) {
        return name.regionMatches(true, 0, "mcp-", 0, 4);
    }

    /** Camel steers itself by headers of that name; they are not for callers to set. */
    private static boolean isCamel(String name) {
        return name.regionMatches(true, 0, "camel", 0, 5) || name.regionMatches(true, 0, "org.apache.camel", 0, 16);
    }
}
