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

    public Health(
            GatewayFacts facts,
            DatabaseCheck database,
            Supplier<List<ServerState>> servers,
            Supplier<List<String>> clashes) {
        this.facts = facts;
        this.database = database;
        this.servers = servers;
        this.clashes = clashes;
    }

    /** Returns {@code healthy}, or {@code degraded} with what is wrong. */
    public Answer report() {
        @Nullable String databaseProblem = database.problem();
        List<ServerState> states = servers.get();
        boolean allServers = states.stream()
                .allMatch(state -> !state.enabled() || state.problem() == null && state.quarantined() == 0);
        List<String> names = clashes.get();
        boolean healthy = databaseProblem == null && allServers && names.isEmpty();
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
        ObjectNode entries = health.putObject("servers");
        for (ServerState state : states) {
            ObjectNode entry = entries.putObject(state.name());
            entry.put("status", !state.enabled() ? "disabled" : state.problem() == null ? "up" : "down");
            entry.put("tools", state.tools());
            if (state.quarantined() > 0) {
                entry.put("quarantined_tools", state.quarantined());
            }
            if (state.enabled() && state.problem() != null) {
                entry.put("problem", state.problem());
            }
        }
        names.forEach(health.putArray("name_clashes")::add);
        return new Answer(health);
    }
}
