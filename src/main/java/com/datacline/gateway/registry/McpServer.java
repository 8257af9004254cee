package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One server of the registry.
 *
 * @param name its name, unique and without {@code __}
 * @param address where it is: a URL or a program
 * @param type what the operator calls it, such as {@code http}, {@code stdio} or {@code elasticsearch-mcp}
 * @param protocol which era to speak to it
 * @param timeout how long one call may take
 * @param enabled whether it may be called
 * @param description what it is for
 * @param tags groups it belongs to
 * @param tools the tools to expose, or null for all
 * @param prefix what stands before {@code __} in exposed names; empty for none
 * @param auth the credential to show it, or null
 * @param pinTools whether its tools are pinned, or null to do as with others
 * @param resilience how its calls are kept from harming others
 * @param metadata further facts, for agents
 */
public record McpServer(
        String name,
        Address address,
        String type,
        Protocol protocol,
        Duration timeout,
        boolean enabled,
        String description,
        List<String> tags,
        @Nullable Set<String> tools,
        String prefix,
        @Nullable Auth auth,
        @Nullable Pinning pinTools,
        Resilience resilience,
        ObjectNode metadata) {

    public McpServer {
        tags = List.copyOf(tags);
        tools = tools == null ? null : Set.copyOf(tools);
    }

    /** Who looks up what belongs to a server does not read its whole entry for that. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Which era of MCP a server speaks. */
    public enum Protocol {
        AUTO,
        LEGACY,
        MODERN
    }

    /** Tells whether the tool may be seen and called; without a list in the registry all may. */
    public boolean exposes(String tool) {
        return tools == null || tools.contains(tool);
    }

    /** Returns the name under which callers know the tool. */
    public String exposedName(String tool) {
        return prefix.isEmpty() ? tool : prefix + "__" + tool;
    }

    /**
     * Returns the endpoint of a server over HTTP.
     *
     * @throws IllegalStateException if it is a program, which has none
     */
    public URI url() {
        return switch (address) {
            case Address.Http http -> http.url();
            case Address.OpenApi api when api.url() != null -> api.url();
            case Address.OpenApi api -> api.document();
            case Address.Stdio program -> throw new IllegalStateException(name + " is a program and has no URL");
            case Address.Routes routes -> throw new IllegalStateException(name + " is made of routes and has no URL");
        };
    }

    /** Returns what matters to whoever is connected to it: two servers that are equal in this are the same. */
    public McpServer connection() {
        return new McpServer(
                name,
                address,
                type,
                protocol,
                Duration.ZERO,
                true,
                "",
                List.of(),
                null,
                name,
                auth,
                null,
                Resilience.UNSAID,
                JsonNodeFactory.instance.objectNode());
    }

    /** Returns the same server, not to be called. */
    McpServer disabled() {
        return new McpServer(
                name,
                address,
                type,
                protocol,
                timeout,
                false,
                description,
                tags,
                tools,
                prefix,
                auth,
                pinTools,
                resilience,
                metadata);
    }

    /** Returns the address without whatever might be a secret. */
    public String displayUrl() {
        return address.shown();
    }

    /** Names the server and its address, never a secret. */
    @Override
    public String toString() {
        return "McpServer[" + name + " at " + displayUrl() + "]";
    }
}
