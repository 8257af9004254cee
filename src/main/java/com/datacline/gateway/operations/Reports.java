package com.datacline.gateway.operations;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps that tell about the gateway: {@code about}, {@code config} and {@code servers}. */
public final class Reports {
    private final Supplier<Registry> registry;
    private final GatewayFacts facts;
    private final Supplier<Integer> tools;
    private final Supplier<PolicyState> policy;

    /** @param tools how many tools there are now */
    public Reports(
            Supplier<Registry> registry, GatewayFacts facts, Supplier<Integer> tools, Supplier<PolicyState> policy) {
        this.registry = registry;
        this.facts = facts;
        this.tools = tools;
        this.policy = policy;
    }

    /** Returns what the gateway is. */
    public Answer about() {
        ObjectNode about = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Secure MCP Gateway")
                .put("version", facts.version())
                .put(
                        "description",
                        "One MCP server in front of many: authentication, policy, routing, broadcast, audit")
                .put("protocol_version", "2026-07-28")
                .put("mcp_endpoint", "/mcp")
                .put("openapi", "/openapi.json");
        ObjectNode capabilities = about.putObject("capabilities");
        capabilities.putObject("tools").put("available", tools.get());
        capabilities
                .put("broadcast", true)
                .put("authentication", facts.authEnabled())
                .put("policy_enforcement", policy.get().enforced());
        return new Answer(about);
    }

    /** Returns the settings that are nobody's secret. */
    public Answer config() {
        return new Answer(JsonNodeFactory.instance
                .objectNode()
                .put("auth_enabled", facts.authEnabled())
                .put("keycloak_realm", facts.realm())
                .put("mcp_servers_config", facts.registryFile())
                .put("routes_dir", facts.routesFolder())
                .put("policy_file", policy.get().enforced() ? policy.get().file() : null)
                .put("audit_log_file", facts.auditFile())
                .put("audit_to_stdout", facts.auditToStdout())
                .put("database", facts.database()));
    }

    /**
     * Returns the servers of the registry, disabled ones too.
     *
     * @param sight the servers of which the caller may know
     */
    public Answer servers(@Variable("sight") @Nullable Sight sight) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode servers = result.putArray("servers");
        for (McpServer server : registry.get().servers().values()) {
            if (sight == null || !sight.sees(server.name())) {
                continue;
            }
            ObjectNode entry = servers.addObject()
                    .put("name", server.name())
                    .put("url", server.displayUrl())
                    .put("type", server.type())
                    .put("enabled", server.enabled())
                    .put("description", server.description());
            server.tags().forEach(entry.putArray("tags")::add);
        }
        return new Answer(result.put("count", servers.size()));
    }
}
