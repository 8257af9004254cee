package com.datacline.gateway.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that a foreign web page makes a browser send (MCP 2025-11-25, transports, security warning): an
 * {@code Origin} must be one that may call, and {@code Host} a name of the gateway's.
 */
final class OriginFilter extends OncePerRequestFilter {
    private static final int MOST_SHOWN = 200;

    private final AllowedOrigins origins;
    private final HostCheck hosts;
    private final RefusalBudget refusals;

    OriginFilter(AllowedOrigins origins, HostCheck hosts, RefusalBudget refusals) {
        this.origins = origins;
        this.hosts = hosts;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origins.allows(request)) {
            refuse("Origin", request, response);
        } else if (!hosts.allows(request)) {
            refuse("Host", request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(String header, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String value = String.valueOf(request.getHeader(header));
        String code = "forbidden_" + header.toLowerCase(Locale.ROOT);
        String shown = value.substring(0, Math.min(value.length(), MOST_SHOWN));
        refusals.note(RefusedLogin.of(
                request,
                HttpServletResponse.SC_FORBIDDEN,
                code,
                header + " " + shown + " may not call the gateway",
                null));
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("application/json");
        response.getWriter()
                .write("{\"detail\":\"this " + header + " may not call the gateway\",\"code\":\"" + code + "\"}");
    }
}
