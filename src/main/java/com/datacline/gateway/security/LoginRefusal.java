package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static final String UNAUTHENTICATED = "unauthenticated";
    private static final String UNAVAILABLE = "issuer_unavailable";

    private final GatewayResource resource;
    private final RefusalBudget refusals;

    LoginRefusal(GatewayResource resource, RefusalBudget refusals) {
        this.resource = resource;
        this.refusals = refusals;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        if (problem instanceof AuthenticationServiceException) {
            unchecked(request, response, problem);
        } else if (problem instanceof OAuth2AuthenticationException bad) {
            refuse(request, response, bad);
        } else {
            // Nobody who has shown no token is told an error (RFC 6750, section 3.1), and everybody where to get one.
            boolean silent = request.getHeader("Authorization") == null;
            note(request, 401, UNAUTHENTICATED, silent ? "no token" : "no bearer token");
            response.setHeader("WWW-Authenticate", resource.challenge(null, null));
            answer(response, 401, "a valid bearer token is needed", UNAUTHENTICATED);
        }
    }

    private void unchecked(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException {
        Duration wait = note(request, 503, UNAVAILABLE, String.valueOf(problem.getMessage()));
        if (wait != null) {
            tooMany(response, wait);
            return;
        }
        LOG.error("tokens cannot be checked, so nobody is let in: {}", problem.getMessage());
        answer(response, 503, "the token cannot be checked now", UNAVAILABLE);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, OAuth2AuthenticationException bad)
            throws IOException {
        String error = bad.getError().getErrorCode();
        boolean misplaced = error.equals(BearerTokenErrorCodes.INVALID_REQUEST);
        String why = String.valueOf(bad.getError().getDescription());
        Duration wait = misplaced ? note(request, 400, error, why) : note(request, 401, UNAUTHENTICATED, why);
        if (wait != null) {
            tooMany(response, wait);
            return;
        }
        response.setHeader("WWW-Authenticate", resource.challenge(error, why));
        if (misplaced) {
            answer(response, 400, why, error);
        } else {
            answer(response, 401, "a valid bearer token is needed", UNAUTHENTICATED);
        }
    }

    /** The token is good and not enough; where a scope is missing the challenge names all that are needed (MCP, authorization). */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException problem)
            throws IOException {
        Caller caller = caller();
        boolean scoped = caller != null && caller.scopes().containsAll(resource.scopes());
        String why = scoped ? "the caller lacks the role for this" : "the token lacks a scope";
        String outcome = scoped ? "forbidden" : BearerTokenErrorCodes.INSUFFICIENT_SCOPE;
        refusals.note(RefusedLogin.of(request, 403, outcome, why, caller));
        if (scoped) {
            answer(response, 403, why, outcome);
            return;
        }
        response.setHeader("WWW-Authenticate", resource.challenge(outcome, why));
        answer(response, 403, why + ", and needs all of: " + String.join(" ", resource.scopes()), outcome);
    }

    private static @Nullable Caller caller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.caller()
                : null;
    }

    private @Nullable Duration note(HttpServletRequest request, int status, String outcome, String reason) {
        return refusals.note(RefusedLogin.of(request, status, outcome, reason, null));
    }

    private static void tooMany(HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
        answer(response, 429, "too many tokens from this address were not accepted", "too_many_refusals");
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
