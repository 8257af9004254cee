package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a schema cannot say: rules between keys and between servers. */
final class RegistryRules {
    private static final List<String> OF_URLS = List.of("url", "auth", "tls", "allow_link_local");
    private static final List<String> OF_PROGRAMS = List.of("command", "args", "env", "cwd");
    private static final List<String> OF_APIS = List.of("openapi", "select", "exclude");

    private static final List<String> NOT_OF_ROUTES = Stream.of(
                    OF_URLS, OF_PROGRAMS, List.of("protocol", "circuit_breaker", "retry"))
            .flatMap(List::stream)
            .toList();

    private RegistryRules() {}

    static List<Finding> check(Registry registry) {
        List<Finding> found = new ArrayList<>();
        for (McpServer server : registry.servers().values()) {
            checkUrl(server, found);
            Auth auth = server.auth();
            if (auth != null) {
                AuthRules.check(server, auth, found);
            }
        }
        checkRoutes(registry, found);
        checkTags(registry, found);
        checkPrefixes(registry, found);
        return found;
    }

    /** Tells what is wrong with an address before anything is made of it; its text stays out of the message. */
    static List<Finding> checkAddress(String server, JsonNode entry) {
        String at = "/servers/" + server + "/";
        boolean stdio = ServerEntry.isStdio(entry);
        boolean api = ServerEntry.isOpenApi(entry);
        List<Finding> found = new ArrayList<>();
        if (ServerEntry.isRoutes(entry)) {
            for (String key : NOT_OF_ROUTES) {
                if (entry.has(key)) {
                    found.add(new Finding(at + key, "does not go with type: routes, which is within the gateway"));
                }
            }
            return found;
        }
        if (stdio) {
            refuse(OF_URLS, at, entry, key -> "does not go with type: stdio, which is a program" + instead(key), found);
        } else {
            refuse(OF_PROGRAMS, at, entry, key -> "goes with type: stdio only", found);
            checkUri(at + "url", entry.path("url").asText(), found);
            AuthRules.checkBlock(at + "auth", entry.path("auth"), found);
        }
        if (!api) {
            refuse(OF_APIS, at, entry, key -> "goes with type: openapi only", found);
        } else {
            refuse(
                    List.of("protocol"),
                    at,
                    entry,
                    key -> "does not go with type: openapi, which does not speak MCP",
                    found);
            checkDocument(at + "openapi", entry.path("openapi").asText(), found);
        }
        return found;
    }

    private static void refuse(
            List<String> keys, String at, JsonNode entry, UnaryOperator<String> why, List<Finding> found) {
        for (String key : keys) {
            if (entry.has(key)) {
                found.add(new Finding(at + key, why.apply(key)));
            }
        }
    }

    private static void checkDocument(String at, String document, List<Finding> found) {
        if (ServerEntry.isUrl(document)) {
            checkUri(at, document, found);
        } else if (document.contains("://")) {
            found.add(new Finding(at, "must be an http:// or https:// address, or the path of a file"));
        }
    }

    private static void checkUri(String at, String text, List<Finding> found) {
        try {
            new URI(text);
        } catch (URISyntaxException e) {
            found.add(new Finding(at, "is not a valid URL: " + e.getReason()));
        }
    }

    private static String instead(String key) {
        return key.equals("auth") ? "; give it its credential by env" : "; it has a command";
    }

    private static void checkUrl(McpServer server, List<Finding> found) {
        String at = "/servers/" + server.name() + "/";
        if (server.address() instanceof Address.Http http && isSound(at + "url", http.url(), found)) {
            NetworkRules.check(server.name(), http, found);
        }
        if (server.address() instanceof Address.OpenApi api
                && (api.url() == null || isSound(at + "url", api.url(), found))
                && (api.isFile() || isSound(at + "openapi", api.document(), found))) {
            NetworkRules.check(server.name(), api, found);
        }
    }

    private static boolean isSound(String at, URI given, List<Finding> found) {
        try {
            URI url = new URI(given.toString()).parseServerAuthority();
            if (url.getHost() == null) {
                found.add(new Finding(at, "has no host"));
            } else if (url.getRawUserInfo() != null) {
                found.add(new Finding(at, "must not hold a user or password; use auth: {method: basic}"));
            } else {
                return true;
            }
        } catch (URISyntaxException e) {
            found.add(new Finding(at, "is not a valid URL: " + e.getReason()));
        }
        return false;
    }

    private static void checkRoutes(Registry registry, List<Finding> found) {
        List<McpServer> routes = registry.servers().values().stream()
                .filter(server -> server.address() instanceof Address.Routes)
                .toList();
        for (McpServer more : routes.stream().skip(1).toList()) {
            found.add(new Finding(
                    "/servers/" + more.name() + "/type",
                    "one server only can be of type: routes, and "
                            + routes.getFirst().name() + " is"));
        }
    }

    private static void checkTags(Registry registry, List<Finding> found) {
        Map<String, String> tagByName = new HashMap<>();
        for (McpServer server : registry.enabled()) {
            for (String tag : server.tags()) {
                String earlier = tagByName.putIfAbsent(BroadcastNames.byTag(tag), tag);
                if (earlier != null && !earlier.equals(tag)) {
                    found.add(new Finding(
                            "/servers/" + server.name() + "/tags",
                            "tags \"" + earlier + "\" and \"" + tag + "\" would both become the tool "
                                    + BroadcastNames.byTag(tag)));
                }
            }
        }
    }

    private static void checkPrefixes(Registry registry, List<Finding> found) {
        Map<String, String> serverByPrefix = new HashMap<>();
        for (McpServer server : registry.servers().values()) {
            if (server.prefix().isEmpty()) {
                continue;
            }
            String at = "/servers/" + server.name() + "/prefix";
            if (server.prefix().contains("__") || server.prefix().equals("broadcast")) {
                found.add(new Finding(at, "must not contain '__' or be 'broadcast'"));
            }
            String earlier = serverByPrefix.putIfAbsent(server.prefix(), server.name());
            if (earlier != null) {
                found.add(new Finding(
                        at, "servers " + earlier + " and " + server.name() + " share the prefix " + server.prefix()));
            }
        }
    }
}
