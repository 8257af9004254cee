package com.datacline.gateway;

import com.datacline.gateway.audit.Feed;
import com.datacline.gateway.audit.Shipping;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.catalogue.Offer;
import com.datacline.gateway.catalogue.Snapshot;
import com.datacline.gateway.door.CallStreams;
import com.datacline.gateway.door.ClientSessions;
import com.datacline.gateway.door.Listening;
import com.datacline.gateway.openapi.OpenApis;
import com.datacline.gateway.operations.CallMeters;
import com.datacline.gateway.operations.KnownNames;
import com.datacline.gateway.operations.LogEvents;
import com.datacline.gateway.operations.MetricsProperties;
import com.datacline.gateway.operations.ServerMeters;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.RouteCounts;
import com.datacline.gateway.upstream.Breakers;
import com.datacline.gateway.upstream.Bulkheads;
import com.datacline.gateway.upstream.Transport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Prometheus is told, beside what Spring measures: every meter whose name begins with {@code gateway}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
class MeterBeans {

    @Bean
    CallMeters callMeters(
            MeterRegistry meters, Catalogue catalogue, RegistryFile registry, MetricsProperties properties) {
        CallMeters calls = new CallMeters(meters, known(catalogue, registry), properties);
        catalogue.onChange(changes -> calls.sweep());
        registry.afterChange(before -> calls.sweep());
        return calls;
    }

    /** Each set of routes has a context of its own, which camel-micrometer names: each edit would make every series anew. */
    @Bean
    MeterFilter oneSeriesForAllSetsOfRoutes() {
        return MeterFilter.ignoreTags("camelContext");
    }

    @Bean
    LogEvents logEvents() {
        return new LogEvents();
    }

    private static KnownNames known(Catalogue catalogue, RegistryFile registry) {
        return new KnownNames() {
            @Override
            public boolean server(String name) {
                return registry.get().server(name).isPresent();
            }

            @Override
            public boolean tool(String server, String name) {
                Snapshot now = catalogue.peek();
                if (server.equals("-")) {
                    return now.providers().containsKey(name) || now.tools().containsKey(name);
                }
                Offer offer = now.offer(server);
                return offer.tools().containsKey(name) || offer.quarantined().containsKey(name);
            }

            @Override
            public boolean tells(String server) {
                return server.equals("-") || catalogue.peek().offer(server).problem() == null;
            }
        };
    }

    @Bean
    ServerMeters serverMeters(
            MeterRegistry meters,
            RegistryFile registry,
            Catalogue catalogue,
            OpenApis openApis,
            RouteCounts counts,
            Breakers breakers,
            Bulkheads bulkheads) {
        ServerMeters servers = new ServerMeters(
                meters,
                name -> OperationsBeans.state(name, catalogue.peek(), openApis),
                counts::underWayTo,
                breakers::state,
                bulkheads::taken,
                bulkheads::size);
        servers.follow(names(registry.get()));
        registry.afterChange(before -> servers.follow(names(registry.get())));
        return servers;
    }

    private static List<String> names(Registry registry) {
        return registry.enabled().stream().map(McpServer::name).toList();
    }

    @Bean
    MeterBinder stateMeters(
            Catalogue catalogue,
            RegistryFile registry,
            PolicyFile policy,
            Generations generations,
            Shipping shipping,
            Feed kafkaFeed) {
        return meters -> {
            Gauge.builder(
                            "gateway.catalogue.tools",
                            () -> catalogue.peek().tools().size())
                    .description("Tools that the gateway shows, broadcasts included")
                    .register(meters);
            Gauge.builder(
                            "gateway.catalogue.clashes",
                            () -> catalogue.peek().clashes().size())
                    .description("Names that two things want")
                    .register(meters);
            stale(meters, "registry", () -> registry.status().problem() != null);
            stale(meters, "policy", () -> policy.status().problem() != null);
            stale(meters, "routes", () -> !generations.status().problems().isEmpty());
            Gauge.builder("gateway.routes.draining", () -> generations.status().draining())
                    .description("Earlier sets of routes that still have calls in them")
                    .register(meters);
            Gauge.builder("gateway.audit.lag", () -> lag(shipping))
                    .baseUnit("bytes")
                    .description("How much of the journal is not in SQL yet")
                    .register(meters);
            Gauge.builder("gateway.audit.sql.failing", () -> shipping.problem() == null ? 0 : 1)
                    .description("1 while the database takes no records")
                    .register(meters);
            Gauge.builder("gateway.audit.kafka.failing", () -> kafkaFeed.failingSince() == null ? 0 : 1)
                    .description("1 while Kafka takes no records")
                    .register(meters);
        };
    }

    private static void stale(MeterRegistry meters, String part, java.util.function.BooleanSupplier is) {
        Gauge.builder("gateway.config.stale", () -> is.getAsBoolean() ? 1 : 0)
                .tag("part", part)
                .description("1 while an edit is not in force because it is wrong")
                .register(meters);
    }

    private static double lag(Shipping shipping) {
        try {
            return shipping.lag();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Bean
    MeterBinder trafficMeters(ClientSessions sessions, CallStreams calls, Listening listening, Transport transport) {
        return meters -> {
            Gauge.builder("gateway.sessions", sessions::size)
                    .description("Sessions of legacy clients")
                    .register(meters);
            Gauge.builder("gateway.requests.active", calls::size)
                    .description("Requests of MCP clients that have not been answered yet")
                    .register(meters);
            Gauge.builder("gateway.streams.listening", listening::size)
                    .description("Modern clients that listen")
                    .register(meters);
            for (Transport.Use use : Transport.Use.values()) {
                connections(meters, transport, use, "leased", counts -> counts.leased());
                connections(meters, transport, use, "available", counts -> counts.available());
                connections(meters, transport, use, "pending", counts -> counts.pending());
                Gauge.builder(
                                "gateway.upstream.connections.max",
                                () -> transport.connections(use).max())
                        .tag("use", use.label())
                        .description("The most connections that there may be")
                        .register(meters);
            }
        };
    }

    private static void connections(
            MeterRegistry meters,
            Transport transport,
            Transport.Use use,
            String state,
            java.util.function.ToIntFunction<Transport.Counts> count) {
        Gauge.builder("gateway.upstream.connections", () -> count.applyAsInt(transport.connections(use)))
                .tag("use", use.label())
                .tag("state", state)
                .description("Connections to servers")
                .register(meters);
    }
}
