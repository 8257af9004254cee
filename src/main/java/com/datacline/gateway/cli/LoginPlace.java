package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one logs in for a gateway, as the gateway itself says (RFC 9728) and then its issuer (RFC 8414).
 *
 * @param resource the gateway, as tokens name it
 * @param scopes what a token must have
 * @param issuer what the issuer says of itself
 */
record LoginPlace(String resource, List<String> scopes, AuthorizationServerMetadata issuer) {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    /**
     * Asks a gateway and its issuer.
     *
     * @param gateway the address of the gateway
     * @param plain whether addresses beyond this machine may be {@code http}
     */
    static LoginPlace of(URI gateway, boolean plain) {
        JsonNode resource = resource(gateway);
        String named = resource.path("resource").asText();
        mustBe(gateway, named);
        String issuer = resource.at("/authorization_servers/0").asText();
        if (issuer.isEmpty()) {
            throw Complaint.failure("the gateway at " + gateway + " names no issuer to log in at", null);
        }
        AuthorizationServerMetadata metadata = metadata(safe(URI.create(issuer), plain), issuer);
        return new LoginPlace(
                named,
                resource.path("scopes_supported")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList(),
                metadata);
    }

    /** Returns where the browser is sent. The issuer must know PKCE: MCP does not allow a login without it. */
    URI authorizationEndpoint(boolean plain) {
        List<CodeChallengeMethod> methods = issuer.getCodeChallengeMethods();
        if (methods == null || !methods.contains(CodeChallengeMethod.S256)) {
            throw Complaint.failure(
                    "the issuer " + issuer.getIssuer() + " does not say that it knows PKCE with S256",
                    "datacline login --device");
        }
        return offered(issuer.getAuthorizationEndpointURI(), "login in a browser", plain);
    }

    URI deviceEndpoint(boolean plain) {
        return offered(issuer.getDeviceAuthorizationEndpointURI(), "login on another device", plain);
    }

    URI tokenEndpoint(boolean plain) {
        return offered(issuer.getTokenEndpointURI(), "token", plain);
    }

    @Nullable
    URI revocationEndpoint() {
        return issuer.getRevocationEndpointURI();
    }

    private URI offered(@Nullable URI endpoint, String what, boolean plain) {
        if (endpoint == null) {
            throw Complaint.failure("the issuer " + issuer.getIssuer() + " offers no " + what, "datacline login");
        }
        return safe(endpoint, plain);
    }

    /** A gateway that calls itself by another's name would be given tokens that are good at the other (RFC 9728, section 7.3). */
    private static void mustBe(URI gateway, String resource) {
        String address = gateway.toString();
        if (!sameAddress(resource, address + "/mcp") && !sameAddress(resource, address)) {
            throw Complaint.failure(
                    "the gateway at " + gateway + " says that it is " + Output.safe(resource)
                            + ", so a token for it would be one for somewhere else;"
                            + " its address here and its MCP_RESOURCE_SERVER_URL must be the same",
                    "datacline login --url " + Output.safe(resource).replaceAll("/mcp/?$", ""));
        }
    }

    /** The names of this machine's loopback are one. */
    static boolean sameAddress(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String address) {
        return address.replaceFirst("^(https?)://(?:127\\.0\\.0\\.1|\\[::1])(?=[:/]|$)", "$1://localhost")
                .replaceFirst("/+$", "");
    }

    private static JsonNode resource(URI gateway) {
        String path = gateway.getRawPath() == null ? "" : gateway.getRawPath();
        for (String place : List.of(RESOURCE + path + "/mcp", RESOURCE + path, path + RESOURCE)) {
            Optional<String> page = page(gateway.resolve(place), "the gateway", "datacline doctor --url " + gateway);
            if (page.isPresent()) {
                return read(page.get(), gateway);
            }
        }
        throw Complaint.failure(
                "the gateway at " + gateway + " names nobody to log in at; it may want no login at all",
                "datacline tools list --url " + gateway);
    }

    private static JsonNode read(String page, URI gateway) {
        try {
            return WireJson.MAPPER.readTree(page);
        } catch (JacksonException e) {
            throw Complaint.failure("what answers at " + gateway + " is no gateway", null);
        }
    }

    /** Metadata that names another issuer is not used (RFC 8414, section 3.3). */
    private static AuthorizationServerMetadata metadata(URI address, String issuer) {
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        for (String place : List.of(OAUTH + path, OPENID + path, path + OPENID)) {
            Optional<String> page = page(address.resolve(place), "the issuer", "datacline doctor");
            if (page.isPresent()) {
                return parsed(page.get(), issuer);
            }
        }
        throw Complaint.failure("the issuer " + issuer + " does not say where to log in", "datacline doctor");
    }

    private static AuthorizationServerMetadata parsed(String page, String issuer) {
        try {
            AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(page);
            if (metadata.getIssuer().getValue().equals(issuer)) {
                return metadata;
            }
        } catch (ParseException e) {
            throw Complaint.failure("what the issuer " + issuer + " says of itself cannot be read", "datacline doctor");
        }
        throw Complaint.failure("the metadata of the issuer " + issuer + " name another issuer", "datacline doctor");
    }

    private static Optional<String> page(URI place, String who, String next) {
        try {
            Web.Page page = Web.get(place);
            return page.status() == 200 ? Optional.of(page.body()) : Optional.empty();
        } catch (IOException e) {
            throw Complaint.failure(
                    who + " at " + place.getScheme() + "://" + place.getRawAuthority() + " cannot be reached ("
                            + Web.why(e) + ")",
                    next);
        }
    }

    /** Passwords, codes and tokens do not travel where others can read them. */
    private static URI safe(URI address, boolean plain) {
        String host = address.getHost();
        boolean here = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        if (plain || here || "https".equals(address.getScheme())) {
            return address;
        }
        throw Complaint.failure(
                address + " is not https, so others could read the login", "datacline login --allow-http");
    }
}
