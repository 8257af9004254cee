package com.datacline.gateway.openapi;

import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the operations of a document are. Whoever writes the document must not choose where calls and the credential go: a
 * document from the network may only mean its own host, what the registry names in {@code url}, or a host that the credential
 * may be sent to by {@code allowed_hosts}.
 */
final class Bases {
    private final McpServer server;
    private final Address.OpenApi address;
    private final @Nullable URI told;
    private final URI base;

    /** @throws InvalidDocument if it does not say where the API is, or says what it may not */
    Bases(McpServer server, Address.OpenApi address, OpenAPI document) {
        this.server = server;
        this.address = address;
        this.told = first(document.getServers());
        this.base = whole();
    }

    private URI whole() {
        URI given = address.url();
        if (given != null) {
            return trimmed(given);
        }
        if (told == null || told.getHost() == null) {
            throw new InvalidDocument("does not say where the API is; name it in url");
        }
        boolean own = address.isFile()
                || told.getHost().equalsIgnoreCase(address.document().getHost());
        if (!own && !isListed(told)) {
            throw new InvalidDocument("says that the API is at " + told.getHost()
                    + ", another host than its own; if that is right, name it in url");
        }
        Auth auth = server.auth();
        if (auth != null && !auth.allows(told.getHost())) {
            throw new InvalidDocument("says that the API is at " + told.getHost()
                    + ", which the credential must not be sent to; see allowed_hosts");
        }
        return trimmed(told);
    }

    /** Returns the address that the document's paths are appended to. */
    URI base() {
        return base;
    }

    /** @throws UnusableOperation if the operation is at a host that nobody named */
    URI of(PathItem path, Operation operation) {
        List<Server> servers = operation.getServers() == null ? path.getServers() : operation.getServers();
        if (servers == null || servers.isEmpty()) {
            return base;
        }
        URI other = first(servers);
        if (other == null || other.getHost() == null || told != null && sameHost(other, told)) {
            return other == null || other.getPath() == null
                    ? base
                    : trimmed(URI.create(base.getScheme() + "://" + base.getRawAuthority() + other.getRawPath()));
        }
        if (sameHost(other, base) || isListed(other)) {
            return trimmed(other);
        }
        throw new UnusableOperation("is at " + other.getHost() + "; to have it, name that host in auth.allowed_hosts");
    }

    private boolean isListed(URI url) {
        Auth auth = server.auth();
        return auth != null && !auth.allowedHosts().isEmpty() && auth.allows(url.getHost());
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private @Nullable URI first(@Nullable List<Server> servers) {
        if (servers == null || servers.isEmpty() || servers.getFirst().getUrl() == null) {
            return null;
        }
        String url = servers.getFirst().getUrl();
        Map<String, ServerVariable> variables = servers.getFirst().getVariables();
        if (variables != null) {
            for (Map.Entry<String, ServerVariable> variable : variables.entrySet()) {
                url = url.replace(
                        "{" + variable.getKey() + "}",
                        String.valueOf(variable.getValue().getDefault()));
            }
        }
        try {
            URI told = URI.create(url);
            return told.isAbsolute() || address.isFile()
                    ? told
                    : address.document().resolve(told);
        } catch (IllegalArgumentException e) {
            throw new InvalidDocument("names a server that is no URL: " + e.getMessage());
        }
    }

    private static URI trimmed(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path.replaceAll("/+$", ""));
    }
}
