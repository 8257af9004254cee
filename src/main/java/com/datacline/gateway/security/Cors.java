package com.datacline.gateway.security;

import java.time.Duration;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets the pages of the origins that are named read answers; for all others there is no {@code Access-Control} header. No
 * cookies are involved, so {@code Access-Control-Allow-Credentials} is never sent.
 */
final class Cors {
    private static final Duration PREFLIGHT_GOOD_FOR = Duration.ofHours(1);

    private Cors() {}

    static CorsFilter filter(AllowedOrigins origins) {
        return new CorsFilter(request -> {
            String origin = request.getHeader("Origin");
            return origin != null && origins.names(origin) ? whatClientsNeed(origin) : null;
        });
    }

    private static CorsConfiguration whatClientsNeed(String origin) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(List.of(origin));
        configuration.setAllowedMethods(List.of("GET", "POST", "DELETE"));
        configuration.setAllowedHeaders(List.of(
                "Accept",
                "Authorization",
                "Content-Type",
                "Last-Event-ID",
                "Mcp-Method",
                "Mcp-Name",
                "MCP-Protocol-Version",
                "Mcp-Session-Id"));
        configuration.setExposedHeaders(List.of("Mcp-Session-Id", "Retry-After", "WWW-Authenticate"));
        configuration.setMaxAge(PREFLIGHT_GOOD_FOR);
        return configuration;
    }
}
