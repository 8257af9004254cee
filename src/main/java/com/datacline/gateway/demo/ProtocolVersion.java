package com.datacline.gateway.demo;

import java.util.List;

/** The revisions spoken here, and how to tell which era a message belongs to. */
final class ProtocolVersion {

    static final String HEADER = "mcp-protocol-version";
    static final String MODERN = "2026-07-28";

    /** Newest first. */
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private ProtocolVersion() {}

    /**
     * The envelope decides, never the method: an {@code initialize} that carries the modern envelope is a modern
     * request for a method that no longer exists.
     */
    static boolean isModern(DemoMessage message) {
        // Revisions are dates, so a later one than ours is the modern era's business to refuse.
        return !message.meta("protocolVersion").isMissingNode()
                || message.header(HEADER)
                        .filter(version -> version.compareTo(MODERN) >= 0)
                        .isPresent();
    }
}
