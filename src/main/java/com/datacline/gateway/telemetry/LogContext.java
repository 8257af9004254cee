package com.datacline.gateway.telemetry;

import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.call.TraceParent;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Has log lines that belong to a call say so: {@code request_id}, as in the audit trail, {@code server}, and {@code trace.id}
 * where there is a trace. It watches the routes from beside them, and is there for structured logs only.
 */
public final class LogContext implements RoutePolicyFactory {
    private static final String REQUEST = "request_id";
    private static final String SERVER = "mcp_server";
    private static final String TRACE = "trace.id";
    private static final String BEFORE = "log-context";
    private static final String WAY = "upstream-";

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Telling(routeId.startsWith(WAY) ? routeId.substring(WAY.length()) : null);
    }

    private static final class Telling extends RoutePolicySupport {
        private final @Nullable String server;

        Telling(@Nullable String server) {
            this.server = server;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            String request = request(exchange);
            if (request == null || server == null && request.equals(MDC.get(REQUEST))) {
                return;
            }
            Map<String, String> before = MDC.getCopyOfContextMap();
            exchange.setProperty(BEFORE + route.getRouteId(), before == null ? Map.of() : before);
            MDC.put(REQUEST, request);
            if (server != null) {
                MDC.put(SERVER, server);
            }
            String trace = trace(exchange);
            if (trace != null) {
                MDC.put(TRACE, trace);
            }
        }

        /** What a thread said before, it says again: a way is a part of a call, and both are told on one thread. */
        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.removeProperty(BEFORE + route.getRouteId()) instanceof Map<?, ?> before) {
                MDC.clear();
                before.forEach((name, value) -> MDC.put(String.valueOf(name), String.valueOf(value)));
            }
        }

        private static @Nullable String request(Exchange exchange) {
            if (exchange.getVariable("call") instanceof SingleCall call) {
                return call.requestId();
            }
            return switch (exchange.getVariable("request")) {
                case CallRequest call -> call.requestId();
                case ListRequest list -> list.requestId();
                case null, default -> null;
            };
        }

        private static @Nullable String trace(Exchange exchange) {
            if (exchange.getVariable(Trace.VARIABLE) instanceof Trace trace) {
                return trace.traceId();
            }
            return exchange.getMessage().getHeader(TraceParent.NAME) instanceof String header
                    ? TraceParent.traceId(header)
                    : null;
        }
    }
}
