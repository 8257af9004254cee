package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.Trace;
import com.datacline.gateway.call.TraceParent;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Makes one span for each request of a caller, and one for each way to a server that it takes. It watches the routes from
 * beside them, so that none can be edited without it; while no traces are exported there is no such object.
 */
public final class Tracing implements RoutePolicyFactory {
    /** What the id of the route to a server begins with. */
    private static final String WAY = "upstream-";

    private static final int LONGEST = 128;

    private final Tracer tracer;
    private final Supplier<Registry> registry;

    public Tracing(Tracer tracer, Supplier<Registry> registry) {
        this.tracer = tracer;
        this.registry = registry;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Watching(routeId.startsWith(WAY) ? routeId.substring(WAY.length()) : null);
    }

    /** One for each route. */
    private final class Watching extends RoutePolicySupport {
        private final @Nullable String server;

        /** @param server the server that the route leads to, or null if it leads to none */
        Watching(@Nullable String server) {
            this.server = server;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            Trace trace = exchange.getVariable(Trace.VARIABLE, Trace.class);
            if (trace == null) {
                if (exchange.getProperty("channel") != null) {
                    arrived(exchange);
                }
                return;
            }
            if (trace instanceof JourneySpan journey
                    && Wanted.of(exchange.getVariable("request")) instanceof Wanted w) {
                journey.begin(w);
            }
            Context parent = server == null ? null : context(trace);
            if (server != null && parent != null) {
                Object body = exchange.getMessage().getBody();
                exchange.setVariable(Trace.VARIABLE, LegSpan.begin(tracer, parent, trace, server, body));
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (server != null && exchange.getVariable(Trace.VARIABLE) instanceof LegSpan leg) {
                exchange.setVariable(Trace.VARIABLE, leg.outer());
                leg.end(registry.get().server(server).orElse(null), record(exchange));
            }
        }
    }

    private void arrived(Exchange exchange) {
        Parent header = new Parent(header(exchange, TraceParent.NAME), header(exchange, TraceParent.STATE));
        JourneySpan journey = new JourneySpan(
                tracer, header, header(exchange, "Mcp-Session-Id"), header(exchange, "MCP-Protocol-Version"));
        exchange.setVariable(Trace.VARIABLE, journey);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                journey.end(record(done));
            }
        });
    }

    private static @Nullable Context context(Trace trace) {
        return switch (trace) {
            case JourneySpan journey -> journey.context();
            case LegSpan leg -> leg.context();
            default -> null;
        };
    }

    private static @Nullable JsonNode record(Exchange exchange) {
        return exchange.getVariable("record") instanceof JsonNode record ? record : null;
    }

    private static @Nullable String header(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        return value instanceof String text && text.length() <= LONGEST * 4 ? text : null;
    }
}
