package com.datacline.gateway.operations;

import com.datacline.gateway.call.Answer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Route steps {@code report} and {@code summary}: whether the gateway, its database and its servers work, as far as it has seen. */
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
        List<String> names = clashes.get();
        ObjectNode health = status(databaseProblem, states, names)
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

    /** Returns the first lines of it: what may be told to callers who are not known. */
    public Answer summary() {
        return new Answer(status(database.problem(), servers.get(), clashes.get()));
    }

    private ObjectNode status(@Nullable String databaseProblem, List<ServerState> states, List<String> names) {
        boolean allServers = states.stream()
                .allMatch(state -> !state.enabled() || state.problem() == null && state.quarantined() == 0);
        boolean healthy = databaseProblem == null && allServers && names.isEmpty();
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", healthy ? "healthy" : "degraded")
                .put("version", facts.version());
    }
}
