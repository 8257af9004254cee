package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.Challenge;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server wants, by its {@code WWW-Authenticate: Bearer} (RFC 6750, section 3; RFC 9728, section 5.1).
 *
 * @param status the HTTP status
 * @param error such as {@code insufficient_scope}, or empty
 * @param scopes the scopes it asks for, or none if it does not say
 * @param resourceMetadata where it describes itself, if it says so
 */
record BearerChallenge(
        int status,
        String error,
        List<String> scopes,
        @Nullable String resourceMetadata) {
    /** A scheme, or a parameter with its value, quoted or not (RFC 9110, section 11.2). */
    private static final Pattern PART =
            Pattern.compile("([\\w!#$%&'*+.^`|~-]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+)))?");

    static BearerChallenge of(Challenge challenge) {
        Map<String, String> found = parameters(challenge.header());
        String scope = found.getOrDefault("scope", "").trim();
        return new BearerChallenge(
                challenge.status(),
                found.getOrDefault("error", ""),
                scope.isEmpty() ? List.of() : List.of(scope.split("\\s+")),
                found.get("resource_metadata"));
    }

    /** Tells whether a better token would do. */
    boolean wantsMoreScopes() {
        return status == 403 && error.equals("insufficient_scope");
    }

    private static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        boolean bearer = false;
        for (Matcher part = PART.matcher(header); part.find(); ) {
            String value = part.group(2) != null ? part.group(2).replaceAll("\\\\(.)", "$1") : part.group(3);
            if (value == null) {
                bearer = part.group(1).equalsIgnoreCase("Bearer");
            } else if (bearer) {
                parameters.putIfAbsent(part.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return parameters;
    }
}
