package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who issues tokens for a server (MCP, authorization, discovery). */
final class Discovery {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final Web web;

    Discovery(Web web) {
        this.web = web;
    }

    /** Returns the server's authorization server, with metadata that is its own. */
    AuthorizationServer find(McpServer server, OAuth oauth, @Nullable BearerChallenge challenge) {
        boolean inside = inside(server, oauth);
        ProtectedResource resource = resource(server, challenge, inside);
        String issuer = issuer(server, oauth, resource);
        return new AuthorizationServer(issuer, metadata(issuer, inside), resource, inside);
    }

    /** Returns the authorization server that the registry names, whatever the server says of itself. */
    AuthorizationServer named(McpServer server, OAuth oauth) {
        boolean inside = inside(server, oauth);
        String issuer = String.valueOf(oauth.issuer());
        return new AuthorizationServer(
                issuer, metadata(issuer, inside), ProtectedResource.undescribed(server.url()), inside);
    }

    /** Tells whether a server still names the issuer as its own. */
    boolean stillNames(McpServer server, OAuth oauth, BearerChallenge challenge, String issuer) {
        ProtectedResource resource = resource(server, challenge, inside(server, oauth));
        return resource.authorizationServers().contains(issuer)
                || resource.equals(ProtectedResource.undescribed(server.url())) && issuer.equals(oauth.issuer());
    }

    /** A server in the own network may have its issuer there too; one outside must not lead inside. */
    static boolean inside(McpServer server, OAuth oauth) {
        String issuer = oauth.issuer();
        return Addresses.inside(server.url().getHost())
                || issuer != null && Addresses.inside(URI.create(issuer).getHost());
    }

    private ProtectedResource resource(McpServer server, @Nullable BearerChallenge challenge, boolean inside) {
        URI url = server.url();
        String told = challenge == null ? null : challenge.resourceMetadata();
        if (told != null) {
            URI place = Addresses.read(told, "resource metadata address", inside);
            String page = page(place, inside)
                    .orElseThrow(() -> Unavailable.because(
                            "server " + server.name() + " does not describe itself where it says that it does"));
            return ProtectedResource.read(page, server.name(), url);
        }
        String path = path(url);
        for (String place : path.isEmpty() ? List.of(RESOURCE) : List.of(RESOURCE + path, RESOURCE)) {
            Optional<String> page = page(URI.create(Addresses.origin(url) + place), inside);
            if (page.isPresent()) {
                return ProtectedResource.read(page.get(), server.name(), url);
            }
        }
        return ProtectedResource.undescribed(url);
    }

    private static String issuer(McpServer server, OAuth oauth, ProtectedResource resource) {
        List<String> named = resource.authorizationServers();
        String wanted = oauth.issuer();
        if (wanted == null) {
            return named.stream()
                    .findFirst()
                    .orElseThrow(
                            () -> Unavailable.because("server " + server.name() + " names no authorization server"));
        }
        boolean undescribed = resource.equals(ProtectedResource.undescribed(server.url()));
        if (!undescribed && !named.contains(wanted)) {
            throw Unavailable.because("server " + server.name() + " takes tokens of " + String.join(", ", named)
                    + ", and the registry says issuer " + wanted);
        }
        return wanted;
    }

    private AuthorizationServerMetadata metadata(String issuer, boolean inside) {
        URI address = Addresses.read(issuer, "issuer", inside);
        String origin = Addresses.origin(address);
        String path = path(address);
        List<String> places =
                path.isEmpty() ? List.of(OAUTH, OPENID) : List.of(OAUTH + path, OPENID + path, path + OPENID);
        for (String place : places) {
            Optional<String> page = page(URI.create(origin + place), inside);
            if (page.isPresent()) {
                return of(issuer, page.get());
            }
        }
        throw Unavailable.because("issuer " + issuer + " does not publish its metadata");
    }

    /** Metadata that names another issuer is not used (RFC 8414, section 3.3). */
    private static AuthorizationServerMetadata of(String issuer, String page) {
        try {
            AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(page);
            if (!metadata.getIssuer().getValue().equals(issuer)) {
                throw Unavailable.because("the metadata of issuer " + issuer + " names another issuer");
            }
            return metadata;
        } catch (ParseException e) {
            throw Unavailable.because("the metadata of issuer " + issuer + " cannot be read");
        }
    }

    private Optional<String> page(URI place, boolean inside) {
        Web.Page page = web.get(place, inside);
        if (page.status() == 200) {
            return Optional.of(page.body());
        }
        if (page.status() >= 400 && page.status() < 500) {
            return Optional.empty();
        }
        throw Unavailable.because(Addresses.shown(place) + " answered HTTP " + page.status());
    }

    private static String path(URI address) {
        return Objects.requireNonNullElse(address.getRawPath(), "").replaceAll("/+$", "");
    }
}
