package com.datacline.gateway.security;

import com.datacline.gateway.call.CallFailed;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that a foreign web page makes a browser send (MCP 2025-11-25, transports, security warning): an
 * {@code Origin} must be loopback or allowed, and a gateway on loopback answers to loopback names only.
 */
public final class OriginFilter extends OncePerRequestFilter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<String> allowed;
    private final boolean loopbackOnly;
    private final SecurityLog log;

    /** @param log hears of each refusal */
    public OriginFilter(List<String> allowed, boolean loopbackOnly, SecurityLog log) {
        this.log = log;
        this.allowed = List.copyOf(allowed);
        this.loopbackOnly = loopbackOnly;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader("Origin");
        boolean foreignOrigin = origin != null && !allowed.contains(origin) && !isLoopback(origin);
        boolean foreignHost = loopbackOnly && !isLoopback("http://" + request.getHeader("Host"));
        if (foreignOrigin || foreignHost) {
            note(request, foreignOrigin ? "Origin" : "Host");
            response.setStatus(403);
            response.setContentType("application/json");
            response.getWriter()
                    .write("{\"detail\":\"this " + (foreignOrigin ? "Origin" : "Host")
                            + " may not call the gateway\",\"code\":\"forbidden_origin\"}");
            return;
        }
        chain.doFilter(request, response);
    }

    private void note(HttpServletRequest request, String header) {
        try {
            log.note(new SecurityEvent.OriginRefused(
                    request.getMethod(),
                    request.getRequestURI(),
                    request.getRemoteAddr(),
                    header + ": " + request.getHeader(header)));
        } catch (CallFailed e) {
            // The journal has told the log. Whoever is turned away learns nothing, so there is nothing to withhold.
        }
    }

    private static boolean isLoopback(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
