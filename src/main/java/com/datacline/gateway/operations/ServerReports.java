package com.datacline.gateway.operations;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Variable;

/** Route step {@code list}: what an administrator sees of the servers. */
public final class ServerReports {
    private final Administrators administrators;
    private final Supplier<List<ServerReport>> servers;

    public ServerReports(Administrators administrators, Supplier<List<ServerReport>> servers) {
        this.administrators = administrators;
        this.servers = servers;
    }

    /**
     * Returns every server of the registry with its state, its breaker and its traffic.
     *
     * @throws CallFailed with {@code denied} for a caller without the role
     */
    public Answer list(@Variable("caller") Caller caller) {
        administrators.require(caller);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode all = result.putArray("servers");
        servers.get().forEach(report -> describe(report, all.addObject()));
        return new Answer(result.put("count", all.size()));
    }

    private static void describe(ServerReport report, ObjectNode entry) {
        entry.put("name", report.server().name())
                .put("url", report.server().displayUrl())
                .put("type", report.server().type())
                .put("enabled", report.server().enabled() || report.stopped())
                .put("description", report.server().description());
        report.server().tags().forEach(entry.putArray("tags")::add);
        entry.put("status", report.status());
        if (report.server().enabled() && report.state().problem() != null) {
            entry.put("problem", report.state().problem());
        }
        if (report.server().enabled() && report.state().shapingProblem() != null) {
            entry.put("shaping_problem", report.state().shapingProblem());
        }
        entry.put("tools", report.state().tools())
                .put("quarantined_tools", report.state().quarantined())
                .put("breaker", report.breaker())
                .setAll(report.isolation());
        ServerReport.Traffic traffic = report.traffic();
        entry.putObject("calls")
                .put("count", traffic.count())
                .put("failed", traffic.failed())
                .put("in_flight", traffic.inFlight())
                .put("mean_ms", Math.round(traffic.meanMillis() * 1000) / 1000.0);
    }
}
