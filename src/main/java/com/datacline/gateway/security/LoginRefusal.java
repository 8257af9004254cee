package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final Logger LOG = LoggerFactory.getLogger(LoginRefusal.class);

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final RefusedLogins refused;

    LoginRefusal(RefusedLogins refused) {
        this.refused = refused;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException, jakarta.servlet.ServletException {
        String reason = request.getHeader("Authorization") == null ? "no token" : String.valueOf(problem.getMessage());
        boolean ours = problem instanceof AuthenticationServiceException;
        refused.note(new RefusedLogin(
                request.getMethod(), request.getRequestURI(), request.getRemoteAddr(), reason, ours ? 503 : 401));
        if (ours) {
            LOG.error("tokens cannot be checked, so nobody is let in: {}", problem.getMessage());
            response.setStatus(503);
        } else {
            challenge.commence(request, response, problem);
        }
        response.setContentType("application/json");
        response.getOutputStream().write(ours ? UNCHECKED : BODY);
    }
}
