package com.datacline.gateway.operations;

import com.datacline.gateway.call.Answer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Route step {@code report}: whether the gateway, its database and its servers work, as far as it has seen. */
public final class Health {
    private final GatewayFacts facts;
    private final DatabaseCheck database;
    private final Supplier<List<ServerState>> servers;
    private final Supplier<List<String>> clashes;
    private final Supplier<PolicyState> policy;

    public Health(
            GatewayFacts facts,
            DatabaseCheck database,
            Supplier<List<ServerState>> servers,
            Supplier<List<String>> clashes,
            Supplier<PolicyState> policy) {
        this.facts = facts;
        this.database = database;
        this.servers = servers;
        this.clashes = clashes;
        this.policy = policy;
    }

    /** Returns {@code healthy}, or {@code degraded} with what is wrong. */
    public Answer report() {
        @Nullable String databaseProblem = database.problem();
        List<ServerState> states = servers.get();
        boolean allServers = states.stream().allMatch(state -> !state.enabled() || state.problem() == null);
        List<String> names = clashes.get();
        PolicyState state = policy.get();
        boolean healthy = databaseProblem == null && allServers && names.isEmpty() && state.problem() == null;
        ObjectNode health = JsonNodeFactory.instance
                .objectNode()
                .put("status", healthy ? "healthy" : "degraded")
                .put("version", facts.version())
                .put("auth_enabled", facts.authEnabled())
                .put("database", facts.database())
                .put("database_status", databaseProblem == null ? "up" : "down");
        if (databaseProblem != null) {
            health.put("database_problem", databaseProblem);
        }
        health.put("audit_lag_bytes", database.lag());
        ObjectNode rules = health.putObject("policy")
                .put("status", state.status())
                .put("file", state.file())
                .put("rules", state.rules());
        if (state.problem() != null) {
            rules.put("problem", state.problem());
        }
        ObjectNode entries = health.putObject("servers");
        for (ServerState server : states) {
            ObjectNode entry = entries.putObject(server.name());
            entry.put("status", !server.enabled() ? "disabled" : server.problem() == null ? "up" : "down");
            entry.put("tools", server.tools());
            if (server.enabled() && server.problem() != null) {
                entry.put("problem", server.problem());
            }
        }
        names.forEach(health.putArray("name_clashes")::add);
        return new Answer(health);
    }
}
