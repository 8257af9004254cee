package com.datacline.gateway.routes;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.Variable;

/** Route steps {@code list} and {@code files}: what an administrator sees of the routes in force. */
public final class RouteReports {
    private final Generations generations;
    private final RouteCounts counts;
    private final Administrators administrators;

    public RouteReports(Generations generations, RouteCounts counts, Administrators administrators) {
        this.generations = generations;
        this.counts = counts;
        this.administrators = administrators;
    }

    /**
     * Returns every route with its state and what has passed through it since the gateway started.
     *
     * @throws CallFailed with {@code denied} for a caller without the role
     */
    public Answer list(@Variable("caller") Caller caller) {
        administrators.require(caller);
        RoutesStatus status = generations.status();
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("status", status.state())
                .put("generation", status.generation())
                .put("since", status.since().toString())
                .put("draining", status.draining());
        ArrayNode problems = result.putArray("problems");
        status.problems().forEach(fault -> problems.addObject()
                .put("file", fault.file())
                .put("line", fault.line())
                .put("reason", fault.reason()));
        ArrayNode routes = result.putArray("routes");
        try (Generation generation = generations.lease()) {
            List<Route> all = generation.context().getRoutes().stream()
                    .sorted(Comparator.comparing(Route::getRouteId))
                    .toList();
            counts.keep(all.stream().map(Route::getRouteId).collect(Collectors.toSet()));
            all.forEach(route -> describe(route, generation, routes.addObject()));
        }
        return new Answer(result.put("count", routes.size()));
    }

    /**
     * Returns the route files that the routes in force were made of.
     *
     * @throws CallFailed with {@code denied} for a caller without the role
     */
    public Answer files(@Variable("caller") Caller caller) {
        administrators.require(caller);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode files = result.putArray("files");
        try (Generation generation = generations.lease()) {
            for (RouteFile file : generation.files()) {
                files.addObject()
                        .put("name", file.name())
                        .put("sha256", file.sha256())
                        .put("text", file.text());
            }
        }
        return new Answer(result.put("count", files.size()));
    }

    /** Returns how the route to a server is. */
    public ServerWay way(String server) {
        String route = GenerationBuilder.way(server);
        RouteCounts.Counted counted = counts.of(route);
        try (Generation generation = generations.lease()) {
            ServiceStatus state = generation.context().getRouteController().getRouteStatus(route);
            return new ServerWay(
                    state != null && !state.isStarted(),
                    counted.exchanges(),
                    counted.failed(),
                    counted.inFlight(),
                    counted.meanMillis());
        }
    }

    private void describe(Route route, Generation generation, ObjectNode entry) {
        CamelContext context = generation.context();
        ServiceStatus state = context.getRouteController().getRouteStatus(route.getRouteId());
        RouteCounts.Counted counted = counts.of(route.getRouteId());
        RouteFault place = generation.place(route);
        entry.put("id", route.getRouteId())
                .put("description", route.getDescription())
                .put("file", place.file())
                .put("line", place.line())
                .put("from", route.getEndpoint().getEndpointUri())
                .put("state", state == null ? "unknown" : state.name().toLowerCase(java.util.Locale.ROOT))
                .put("exchanges", counted.exchanges())
                .put("failed", counted.failed())
                .put("in_flight", counted.inFlight())
                .put("mean_ms", Math.round(counted.meanMillis() * 1000) / 1000.0);
        RouteLinks.of(route, context).forEach(entry.putArray("to")::add);
    }
}
