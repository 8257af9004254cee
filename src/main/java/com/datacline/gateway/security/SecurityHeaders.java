package com.datacline.gateway.security;

import java.util.List;
import java.util.Map;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * What a browser is told with every answer: to guess no type, to run nothing, to show it in no frame, to keep no copy and to
 * come back by TLS only, where it came by TLS. An answer that says otherwise itself, as the login page does, is heard.
 */
final class SecurityHeaders {
    /** The headers by their names, except the one that goes with TLS. */
    static final Map<String, String> VALUES = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private SecurityHeaders() {}

    static HeaderWriterFilter filter() {
        HeaderWriterFilter filter = new HeaderWriterFilter(List.of(
                new StaticHeadersWriter(VALUES.entrySet().stream()
                        .map(header -> new Header(header.getKey(), header.getValue()))
                        .toList()),
                new HstsHeaderWriter(false)));
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
    }
}
