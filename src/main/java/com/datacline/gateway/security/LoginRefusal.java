package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Turns a caller without an acceptable token away, with the challenge of RFC 6750, and lets the audit trail know. */
final class LoginRefusal implements AuthenticationEntryPoint {
    private static final byte[] BODY = "{\"detail\":\"a valid bearer token is needed\",\"code\":\"unauthenticated\"}"
            .getBytes(StandardCharsets.UTF_8);

    private static final byte[] UNCHECKED =
            "{\"detail\":\"the token cannot be checked now\",\"code\":\"issuer_unavailable\"}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOO_MANY =
            "{\"detail\":\"too many tokens from this address were not accepted\",\"code\":\"too_many_refusals\"}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(LoginRefusal.class);

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final RefusalBudget refusals;

    LoginRefusal(RefusalBudget refusals) {
        this.refusals = refusals;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException, jakarta.servlet.ServletException {
        boolean hasToken = request.getHeader("Authorization") != null;
        String reason = hasToken ? String.valueOf(problem.getMessage()) : "no token";
        boolean ours = problem instanceof AuthenticationServiceException;
        Duration wait = refusals.note(RefusedLogin.of(request, reason, ours ? 503 : 401));
        response.setContentType("application/json");
        if (wait != null && hasToken) {
            // Who has no token yet still hears where to get one; the challenge costs nothing.
            response.setStatus(429);
            response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
            response.getOutputStream().write(TOO_MANY);
            return;
        }
        if (ours) {
            if (wait == null) {
                LOG.error("tokens cannot be checked, so nobody is let in: {}", problem.getMessage());
            }
            response.setStatus(503);
        } else {
            challenge.commence(request, response, problem);
        }
        response.getOutputStream().write(ours ? UNCHECKED : BODY);
    }
}
