package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/**
 * A server as its protected resource metadata describes it (RFC 9728, section 2).
 *
 * @param resource its identifier, to be sent as it was published
 * @param authorizationServers issuers of tokens for it
 * @param scopes scopes it knows; empty if it does not say
 */
record ProtectedResource(String resource, List<String> authorizationServers, List<String> scopes) {

    /** Returns how a server looks that does not describe itself: its own origin issues tokens (MCP 2025-03-26). */
    static ProtectedResource undescribed(URI server) {
        return new ProtectedResource(Addresses.shown(server), List.of(Addresses.origin(server)), List.of());
    }

    /** Reads a description; one of another server is refused (RFC 9728, section 3.3). */
    static ProtectedResource read(String json, String server, URI url) {
        JsonNode tree;
        try {
            tree = WireJson.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw Unavailable.because("server " + server + " describes itself in something that is not JSON");
        }
        String resource = tree.path("resource").asText("");
        if (!covers(resource, url)) {
            throw Unavailable.because("server " + server + " describes itself as " + resource
                    + ", which is another server; no token is asked for");
        }
        return new ProtectedResource(
                resource, texts(tree.path("authorization_servers")), texts(tree.path("scopes_supported")));
    }

    /** Tells whether a resource is the server at the address, or has it below its path. */
    static boolean covers(String resource, URI url) {
        try {
            URI wide = new URI(resource);
            return wide.getHost() != null
                    && url.getScheme().equalsIgnoreCase(wide.getScheme())
                    && url.getHost().equalsIgnoreCase(wide.getHost())
                    && port(url) == port(wide)
                    && wide.getRawFragment() == null
                    && folder(url).startsWith(folder(wide));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static String folder(URI uri) {
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        return path.endsWith("/") ? path : path + "/";
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }
}
