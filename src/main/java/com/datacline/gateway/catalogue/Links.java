package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Resources that no list shows and a server's results spoke of, so that a link in a result can be followed. A link is no
 * right: the reading is decided like any other.
 */
public final class Links {
    private static final int MOST = 10_000;
    private static final int LONGEST_URI = 2_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<String, Set<String>> servers =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /** Route step {@code remember}: keeps the links of a tool's result in mind; the body stays as it is. */
    public void remember(@Body Object reply, @Variable("server") String server) {
        if (reply instanceof Answer answer) {
            for (JsonNode block : answer.result().path("content")) {
                remember(block.path("uri"), server);
                remember(block.path("resource").path("uri"), server);
            }
        }
    }

    /** Returns the servers that spoke of a resource. */
    List<String> servers(String uri) {
        Set<String> known = servers.getIfPresent(uri);
        return known == null ? List.of() : known.stream().sorted().toList();
    }

    private void remember(JsonNode uri, String server) {
        if (uri.isTextual() && uri.asText().length() <= LONGEST_URI) {
            servers.asMap()
                    .computeIfAbsent(uri.asText(), u -> ConcurrentHashMap.newKeySet())
                    .add(server);
        }
    }
}
