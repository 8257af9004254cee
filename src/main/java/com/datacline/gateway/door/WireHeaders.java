package com.datacline.gateway.door;

import com.datacline.gateway.call.HeaderText;
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
        String text = value == null ? null : HeaderText.decode(value);
        return text == null ? value : text;
    }
}
