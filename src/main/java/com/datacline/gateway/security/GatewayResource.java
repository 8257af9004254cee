package com.datacline.gateway.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as a protected resource (RFC 9728): what it says of itself, and how it refuses.
 *
 * @param address its canonical address
 * @param issuer who issues tokens for it
 * @param scopes the scopes that every token must have
 */
record GatewayResource(URI address, String issuer, List<String> scopes) {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** The characters of a scope (RFC 6749, section 3.3); none of them needs quoting in a header. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /** @throws InvalidConfiguration if the address or a scope is not one that clients could use */
    static GatewayResource of(AuthProperties properties) {
        for (String scope : properties.requiredScopes()) {
            if (!SCOPE.matcher(scope).matches()) {
                throw new InvalidConfiguration("MCP_REQUIRED_SCOPES has " + scope + ", which cannot be a scope.");
            }
        }
        try {
            URI address = URI.create(properties.resource());
            if (address.getHost() != null && address.getScheme().startsWith("http") && address.getFragment() == null) {
                return new GatewayResource(address, properties.issuer(), properties.requiredScopes());
            }
        } catch (IllegalArgumentException e) {
            // says the same as any other text that is no address
        }
        throw new InvalidConfiguration("MCP_RESOURCE_SERVER_URL=" + properties.resource() + " is not an address that"
                + " clients can use. Set it to the one they connect to, such as https://gateway.example.com/mcp.");
    }

    /** Returns where its metadata is: the well-known path goes between host and path (RFC 9728, section 3.1). */
    String metadataAddress() {
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        return address.getScheme() + "://" + address.getRawAuthority() + WELL_KNOWN + path;
    }

    /** Returns its metadata (RFC 9728, section 2). */
    ObjectNode metadata() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("resource", address.toString());
        json.putArray("authorization_servers").add(issuer);
        json.putArray("bearer_methods_supported").add("header");
        if (!scopes.isEmpty()) {
            scopes.forEach(json.putArray("scopes_supported")::add);
        }
        return json.put("resource_name", "Secure MCP Gateway")
                .put("resource_documentation", address.getScheme() + "://" + address.getRawAuthority() + "/");
    }

    /**
     * Returns the value of {@code WWW-Authenticate} (RFC 6750, section 3; RFC 9728, section 5.1).
     *
     * @param error the error code, or null for a caller who has shown no token
     * @param why the same in words, of characters that need no quoting
     */
    String challenge(@Nullable String error, @Nullable String why) {
        StringBuilder challenge = new StringBuilder("Bearer ");
        if (error != null) {
            challenge.append("error=\"").append(error).append("\", ");
        }
        if (why != null) {
            challenge.append("error_description=\"").append(why).append("\", ");
        }
        challenge.append("resource_metadata=\"").append(metadataAddress()).append('"');
        if (!scopes.isEmpty()) {
            challenge.append(", scope=\"").append(String.join(" ", scopes)).append('"');
        }
        return challenge.toString();
    }
}
