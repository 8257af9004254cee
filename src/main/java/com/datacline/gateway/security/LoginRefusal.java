package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Turns a caller without an acceptable token away, with the challenge of RFC 6750, and lets the audit trail know. */
final class LoginRefusal implements AuthenticationEntryPoint {
    private static final byte[] BODY = "{\"detail\":\"a valid bearer token is needed\",\"code\":\"unauthenticated\"}"
            .getBytes(StandardCharsets.UTF_8);

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final RefusedLogins refused;

    LoginRefusal(RefusedLogins refused) {
        this.refused = refused;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException, jakarta.servlet.ServletException {
        String reason = request.getHeader("Authorization") == null ? "no token" : String.valueOf(problem.getMessage());
        refused.note(new RefusedLogin(request.getMethod(), request.getRequestURI(), request.getRemoteAddr(), reason));
        challenge.commence(request, response, problem);
        response.setContentType("application/json");
        response.getOutputStream().write(BODY);
    }
}
