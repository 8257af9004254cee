package com.datacline.gateway.door;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a modern client repeats what its message says (MCP 2026-07-28, transports, Streamable HTTP).
 *
 * @param version {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}, decoded
 * @param session {@code Mcp-Session-Id}, of the legacy era
 */
record WireHeaders(
        @Nullable String version,
        @Nullable String method,
        @Nullable String name,
        @Nullable String session) {

    static WireHeaders of(Map<String, Object> headers) {
        return new WireHeaders(
                text(headers.get("MCP-Protocol-Version")),
                text(headers.get("Mcp-Method")),
                decoded(text(headers.get("Mcp-Name"))),
                text(headers.get("Mcp-Session-Id")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString().strip();
    }

    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith("=?base64?") || !value.endsWith("?=") || value.length() < 11) {
            return value;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(9, value.length() - 2));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
