package com.datacline.gateway.door;

import java.util.List;

/** The protocol versions that the gateway speaks to clients. */
final class Protocol {
    static final String MODERN = "2026-07-28";
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String META_SERVER = "io.modelcontextprotocol/serverInfo";

    private Protocol() {}

    /** Returns the requested version if it is spoken, else the newest legacy one (2025-11-25, lifecycle). */
    static String negotiate(String requested) {
        return LEGACY.contains(requested) ? requested : LEGACY.getFirst();
    }
}
