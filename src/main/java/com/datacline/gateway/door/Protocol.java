package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The protocol versions that the gateway speaks to clients, and their words. */
final class Protocol {
    static final String MODERN = "2026-07-28";
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String META_CLIENT = "io.modelcontextprotocol/clientInfo";
    static final String META_LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    static final String META_SERVER = "io.modelcontextprotocol/serverInfo";
    static final String META_SUBSCRIPTION = "io.modelcontextprotocol/subscriptionId";
    static final String RESOURCE_UPDATED = "notifications/resources/updated";

    /** What servers say of themselves and not of a call. Lists are the gateway's own: it tells itself when they change. */
    static final Set<String> OUTSIDE_CALLS = Set.of(
            "notifications/tools/list_changed",
            "notifications/prompts/list_changed",
            "notifications/resources/list_changed",
            "notifications/cancelled",
            RESOURCE_UPDATED);

    private Protocol() {}

    /** Returns the requested version if it is spoken, else the newest legacy one (2025-11-25, lifecycle). */
    static String negotiate(String requested) {
        return LEGACY.contains(requested) ? requested : LEGACY.getFirst();
    }

    /**
     * Tells whether a notification may be part of a call, and severe enough if it is a log message.
     *
     * @param logLevel the least level that is wanted, or null if all are
     */
    static boolean isForCall(ObjectNode notification, @Nullable String logLevel) {
        String method = notification.path("method").asText();
        return method.equals("notifications/message")
                ? logLevel == null
                        || LogLevel.passes(
                                notification.path("params").path("level").asText(), logLevel)
                : !OUTSIDE_CALLS.contains(method);
    }

    /** Returns the name of a resource whose URI several servers have. */
    static String uriAt(String server, String uri) {
        return "mcp-server://" + server + "/" + uri;
    }
}
