package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Turns a caller without an acceptable token away, with the challenge of RFC 6750 from which an MCP client finds out where
 * to log in, and lets the audit trail know.
 */
final class LoginRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LoginRefusal.class);

    private final GatewayResource resource;
    private final RefusedLogins refused;

    LoginRefusal(GatewayResource resource, RefusedLogins refused) {
        this.resource = resource;
        this.refused = refused;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        if (problem instanceof AuthenticationServiceException) {
            LOG.error("tokens cannot be checked, so nobody is let in: {}", problem.getMessage());
            note(request, String.valueOf(problem.getMessage()), 503, null);
            answer(response, 503, "the token cannot be checked now", "issuer_unavailable");
        } else if (!(problem instanceof OAuth2AuthenticationException bad)) {
            // Nobody who has shown no token is told an error (RFC 6750, section 3.1).
            boolean silent = request.getHeader("Authorization") == null;
            note(request, silent ? "no token" : "no bearer token", 401, null);
            response.setHeader("WWW-Authenticate", resource.challenge(null, null));
            answer(response, 401, "a valid bearer token is needed", "unauthenticated");
        } else {
            String error = bad.getError().getErrorCode();
            boolean request400 = error.equals(BearerTokenErrorCodes.INVALID_REQUEST);
            String why = String.valueOf(bad.getMessage());
            note(request, why, request400 ? 400 : 401, null);
            response.setHeader("WWW-Authenticate", resource.challenge(error, why));
            answer(
                    response,
                    request400 ? 400 : 401,
                    request400 ? why : "a valid bearer token is needed",
                    request400 ? error : "unauthenticated");
        }
    }

    /** The token is good and lacks a scope; the challenge names all that are needed (MCP, authorization, scope challenge). */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException problem)
            throws IOException {
        String why = "the token lacks a scope";
        String user = SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.caller().name()
                : null;
        note(request, why, 403, user);
        response.setHeader("WWW-Authenticate", resource.challenge(BearerTokenErrorCodes.INSUFFICIENT_SCOPE, why));
        answer(
                response,
                403,
                why + ", and needs all of: " + String.join(" ", resource.scopes()),
                BearerTokenErrorCodes.INSUFFICIENT_SCOPE);
    }

    private void note(HttpServletRequest request, String why, int status, @Nullable String user) {
        String method = request.getMethod();
        String path = request.getRequestURI();
        String address = request.getRemoteAddr();
        refused.note(
                user == null
                        ? new RefusedLogin(method, path, address, why, status)
                        : new RefusedLogin(method, path, address, why, status, user));
    }

    /** None of the texts has a character that JSON would escape. */
    private static void answer(HttpServletResponse response, int status, String detail, String code)
            throws IOException {
        byte[] body = ("{\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
