package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a schema cannot say: rules between keys and between servers. */
final class RegistryRules {
    private static final List<String> OF_URLS = List.of("url", "auth", "tls", "allow_link_local");
    private static final List<String> OF_PROGRAMS = List.of("command", "args", "env", "cwd");

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
        checkTags(registry, found);
        checkPrefixes(registry, found);
        return found;
    }

    /** Tells what is wrong with an address before anything is made of it; its text stays out of the message. */
    static List<Finding> checkAddress(String server, JsonNode entry) {
        String at = "/servers/" + server + "/";
        boolean stdio = ServerEntry.isStdio(entry);
        List<Finding> found = new ArrayList<>();
        for (String key : stdio ? OF_URLS : OF_PROGRAMS) {
            if (entry.has(key)) {
                found.add(new Finding(
                        at + key,
                        stdio
                                ? "does not go with type: stdio, which is a program" + instead(key)
                                : "goes with type: stdio only"));
            }
        }
        if (!stdio) {
            try {
                new URI(entry.path("url").asText());
            } catch (URISyntaxException e) {
                found.add(new Finding(at + "url", "is not a valid URL: " + e.getReason()));
            }
            AuthRules.checkBlock(at + "auth", entry.path("auth"), found);
        }
        return found;
    }

    private static String instead(String key) {
        return key.equals("auth") ? "; give it its credential by env" : "; it has a command";
    }

    private static void checkUrl(McpServer server, List<Finding> found) {
        if (!(server.address() instanceof Address.Http http)) {
            return;
        }
        String at = "/servers/" + server.name() + "/url";
        try {
            URI url = new URI(http.url().toString()).parseServerAuthority();
            if (url.getHost() == null) {
                found.add(new Finding(at, "has no host"));
            } else if (url.getRawUserInfo() != null) {
                found.add(new Finding(at, "must not hold a user or password; use auth: {method: basic}"));
            } else {
                NetworkRules.check(server.name(), http, found);
            }
        } catch (URISyntaxException e) {
            found.add(new Finding(at, "is not a valid URL: " + e.getReason()));
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
