package com.datacline.gateway.operations;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.registry.RegistryStatus;
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
    private final Supplier<PolicyState> policy;
    private final Supplier<RegistryStatus> registry;
    private final Supplier<RoutesState> routes;
    private final Supplier<JournalState> journal;
    private final NodesCheck nodes;
    private final StreamCheck stream;

    public Health(
            GatewayFacts facts,
            DatabaseCheck database,
            Supplier<List<ServerState>> servers,
            Supplier<List<String>> clashes,
            Supplier<PolicyState> policy,
            Supplier<RegistryStatus> registry,
            Supplier<RoutesState> routes,
            Supplier<JournalState> journal,
            NodesCheck nodes,
            StreamCheck stream) {
        this.facts = facts;
        this.database = database;
        this.servers = servers;
        this.clashes = clashes;
        this.policy = policy;
        this.registry = registry;
        this.routes = routes;
        this.journal = journal;
        this.nodes = nodes;
        this.stream = stream;
    }

    /** Returns {@code healthy}, or {@code degraded} with what is wrong. */
    public Answer report() {
        @Nullable String databaseProblem = database.problem();
        List<ServerState> states = servers.get();
        List<String> names = clashes.get();
        PolicyState state = policy.get();
        RegistryStatus known = registry.get();
        RoutesState routing = routes.get();
        JournalState written = journal.get();
        ObjectNode health = status(databaseProblem, states, names, state, known, routing, written)
                .put("auth_enabled", facts.authEnabled())
                .put("database", facts.database())
                .put("database_status", databaseProblem == null ? "up" : "down");
        if (databaseProblem != null) {
            health.put("database_problem", databaseProblem);
        }
        health.put("audit_lag_bytes", database.lag());
        ObjectNode audit =
                health.putObject("audit_journal").put("status", written.problem() == null ? "writable" : "unwritable");
        if (written.problem() != null) {
            audit.put("problem", written.problem())
                    .put("since", String.valueOf(written.since()))
                    .put("calls", written.required() ? "refused" : "unrecorded");
        }
        stream.report(health);
        if (!nodes.report(health)) {
            health.put("status", "degraded");
        }
        ObjectNode rules = health.putObject("policy")
                .put("status", state.status())
                .put("file", state.file())
                .put("rules", state.rules());
        if (state.problem() != null) {
            rules.put("problem", state.problem());
        }
        ObjectNode file = health.putObject("registry")
                .put("status", known.problem() == null ? "current" : "stale")
                .put("file", known.file())
                .put("servers", known.servers());
        if (known.problem() != null) {
            file.put("problem", known.problem());
        }
        ObjectNode set =
                health.putObject("routes").put("status", routing.status()).put("generation", routing.generation());
        if (!routing.problems().isEmpty()) {
            routing.problems().forEach(set.putArray("problems")::add);
        }
        ObjectNode entries = health.putObject("servers");
        for (ServerState server : states) {
            ObjectNode entry = entries.putObject(server.name());
            entry.put("status", !server.enabled() ? "disabled" : server.problem() == null ? "up" : "down");
            entry.put("tools", server.tools());
            if (server.quarantined() > 0) {
                entry.put("quarantined_tools", server.quarantined());
            }
            if (server.enabled() && server.problem() != null) {
                entry.put("problem", server.problem());
            }
            if (server.enabled() && server.shapingProblem() != null) {
                entry.put("shaping_problem", server.shapingProblem());
            }
        }
        names.forEach(health.putArray("name_clashes")::add);
        return new Answer(health);
    }

    /** Returns the first lines of it: what may be told to callers who are not known. */
    public Answer summary() {
        ObjectNode summary = status(
                database.problem(),
                servers.get(),
                clashes.get(),
                policy.get(),
                registry.get(),
                routes.get(),
                journal.get());
        return new Answer(nodes.problem().get() == null ? summary : summary.put("status", "degraded"));
    }

    private ObjectNode status(
            @Nullable String databaseProblem,
            List<ServerState> states,
            List<String> names,
            PolicyState policy,
            RegistryStatus registry,
            RoutesState routes,
            JournalState journal) {
        boolean allServers = states.stream().allMatch(state -> !state.enabled() || state.isWhole());
        boolean healthy = databaseProblem == null
                && allServers
                && names.isEmpty()
                && policy.problem() == null
                && registry.problem() == null
                && routes.problems().isEmpty()
                && journal.problem() == null
                && stream.isWell();
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", healthy ? "healthy" : "degraded")
                .put("version", facts.version());
    }
}
