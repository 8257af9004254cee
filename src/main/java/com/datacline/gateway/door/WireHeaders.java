package com.datacline.gateway.door;

import com.datacline.gateway.call.HeaderText;
import com.datacline.gateway.call.Selection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a modern client repeats what its message says (MCP 2026-07-28, transports, Streamable HTTP).
 *
 * @param version {@code MCP-Protocol-Version}
 * @param method {@code Mcp-Method}
 * @param name {@code Mcp-Name}, decoded
 * @param session {@code Mcp-Session-Id}, of the legacy era
 * @param selection what of a list the client wants to see, as the address it connects to says: {@code ?tags=a,b&servers=c}
 *     or {@code ?tools=find}
 */
record WireHeaders(
        @Nullable String version,
        @Nullable String method,
        @Nullable String name,
        @Nullable String session,
        Selection selection) {

    static WireHeaders of(Map<String, Object> headers) {
        return new WireHeaders(
                text(headers.get("MCP-Protocol-Version")),
                text(headers.get("Mcp-Method")),
                decoded(text(headers.get("Mcp-Name"))),
                text(headers.get("Mcp-Session-Id")),
                selection(headers));
    }

    private static Selection selection(Map<String, Object> headers) {
        String servers = text(headers.get("servers"));
        String tags = text(headers.get("tags"));
        boolean findOnly = "find".equals(text(headers.get("tools")));
        return servers == null && tags == null && !findOnly
                ? Selection.ALL
                : new Selection(Commas.split(servers), Commas.split(tags), findOnly);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString().strip();
    }

    private static @Nullable String decoded(@Nullable String value) {
        String text = value == null ? null : HeaderText.decode(value);
        return text == null ? value : text;
    }
}
