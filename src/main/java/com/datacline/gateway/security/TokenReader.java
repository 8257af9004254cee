package com.datacline.gateway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Takes the token from the one place where it belongs, the {@code Authorization} header (RFC 6750, section 2; MCP,
 * authorization, token requirements). Everything ambiguous is refused, so that nobody in front understands it otherwise.
 */
final class TokenReader implements BearerTokenResolver {
    private static final String SCHEME = "Bearer";
    private static final String PARAMETER = "access_token";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int LONGEST_FORM = 16 * 1024;

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        if (isIn(request.getQueryString())) {
            throw invalid("a token does not belong into an address");
        }
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            if (isInForm(request)) {
                throw invalid("a token does not belong into a form");
            }
            return null;
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw invalid("there is more than one Authorization header");
        }
        return token(header);
    }

    /** The name of a scheme may be written small (RFC 9110, section 11.1). */
    private static @Nullable String token(String header) {
        boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
        if (!bearer) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || !isToken(token)) {
            throw new InvalidBearerTokenException("the token is malformed");
        }
        return token;
    }

    /** Every request asks this of a thousand characters: no stream here. */
    private static boolean isToken(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isOfToken(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** {@code b64token} of RFC 6750, section 2.1. */
    private static boolean isOfToken(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/=".indexOf(c) >= 0;
    }

    private static boolean isIn(@Nullable String query) {
        if (query == null) {
            return false;
        }
        for (String part : query.split("[&;]", -1)) {
            int end = part.indexOf('=');
            if (decoded(end < 0 ? part : part.substring(0, end)).equalsIgnoreCase(PARAMETER)) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** A request without a header is refused anyhow; this reads its form, if it is small, to say why. */
    private static boolean isInForm(HttpServletRequest request) {
        String type = request.getContentType();
        long length = request.getContentLengthLong();
        return type != null
                && type.regionMatches(true, 0, FORM, 0, FORM.length())
                && length > 0
                && length <= LONGEST_FORM
                && request.getParameter(PARAMETER) != null;
    }

    private static OAuth2AuthenticationException invalid(String why) {
        return new OAuth2AuthenticationException(BearerTokenErrors.invalidRequest(why));
    }
}
