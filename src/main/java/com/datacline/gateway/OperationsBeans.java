package com.datacline.gateway;

import com.datacline.gateway.audit.AuditProperties;
import com.datacline.gateway.audit.Database;
import com.datacline.gateway.audit.Feed;
import com.datacline.gateway.audit.Journal;
import com.datacline.gateway.audit.Outage;
import com.datacline.gateway.audit.Shipping;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.catalogue.Offer;
import com.datacline.gateway.catalogue.Snapshot;
import com.datacline.gateway.openapi.OpenApis;
import com.datacline.gateway.operations.DatabaseCheck;
import com.datacline.gateway.operations.GatewayFacts;
import com.datacline.gateway.operations.Health;
import com.datacline.gateway.operations.JournalState;
import com.datacline.gateway.operations.Lifespan;
import com.datacline.gateway.operations.NodesCheck;
import com.datacline.gateway.operations.PolicyState;
import com.datacline.gateway.operations.Reports;
import com.datacline.gateway.operations.RoutesState;
import com.datacline.gateway.operations.ServerReport;
import com.datacline.gateway.operations.ServerReports;
import com.datacline.gateway.operations.ServerState;
import com.datacline.gateway.operations.StreamCheck;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyStatus;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryFile;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteProperties;
import com.datacline.gateway.routes.RouteReports;
import com.datacline.gateway.routes.RoutesStatus;
import com.datacline.gateway.routes.ServerWay;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.AuthProperties;
import com.datacline.gateway.security.SecurityLog;
import com.datacline.gateway.upstream.Breakers;
import com.datacline.gateway.upstream.Bulkheads;
import com.datacline.gateway.upstream.Retries;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the gateway tells about itself: to operators, to whoever asks for its health, and to the audit trail. */
@Configuration(proxyBeanMethods = false)
class OperationsBeans {

    @Bean
    GatewayFacts gatewayFacts(
            @Value("${gateway.version}") String version,
            @Value("${gateway.registry.file}") String registryFile,
            AuthProperties auth,
            RouteProperties routes,
            AuditProperties audit,
            Database database) {
        return new GatewayFacts(
                version,
                auth.enabled(),
                auth.realm(),
                registryFile,
                routes.folder().toString(),
                audit.file().toString(),
                audit.toStdout(),
                database.kind());
    }

    @Bean
    Lifespan lifespan(SecurityLog log, GatewayFacts facts, PolicyFile policy) {
        Path registry = Path.of(facts.registryFile());
        PolicyStatus status = policy.status();
        List<Path> files = status.enforced() ? List.of(registry, Path.of(status.file())) : List.of(registry);
        return new Lifespan(log, facts, files);
    }

    @Bean
    Reports reports(Supplier<Registry> registry, GatewayFacts facts, Catalogue catalogue, PolicyFile policy) {
        return new Reports(registry, facts, () -> catalogue.peek().tools().size(), () -> state(policy));
    }

    @Bean
    ServerReports serverReports(
            Administrators administrators,
            Catalogue catalogue,
            OpenApis openApis,
            RouteReports routes,
            Breakers breakers,
            Bulkheads bulkheads,
            Retries retries) {
        return new ServerReports(administrators, () -> {
            Snapshot snapshot = catalogue.peek();
            return states(snapshot, openApis).stream()
                    .map(state -> {
                        McpServer server =
                                snapshot.registry().server(state.name()).orElseThrow();
                        Map<String, JsonNode> isolation = new LinkedHashMap<>();
                        isolation.put("circuit_breaker", breakers.shown(server));
                        isolation.put("bulkhead", bulkheads.shown(server));
                        isolation.put("retry", retries.shown(server));
                        return report(
                                server,
                                state,
                                routes.way(state.name()),
                                snapshot.registry().stopped().contains(state.name()),
                                breakers.state(state.name()),
                                isolation);
                    })
                    .toList();
        });
    }

    private static ServerReport report(
            McpServer server,
            ServerState state,
            ServerWay way,
            boolean stopped,
            String breaker,
            Map<String, JsonNode> isolation) {
        return new ServerReport(
                server,
                state,
                stopped || (server.enabled() && way.stopped()),
                breaker,
                isolation,
                new ServerReport.Traffic(way.exchanges(), way.failed(), way.inFlight(), way.meanMillis()));
    }

    @Bean
    Health health(
            GatewayFacts facts,
            DataSource dataSource,
            Shipping shipping,
            Catalogue catalogue,
            OpenApis openApis,
            PolicyFile policy,
            RegistryFile registry,
            Generations generations,
            Supplier<JournalState> journal,
            NodesCheck nodes,
            StreamCheck stream) {
        DatabaseCheck database = new DatabaseCheck(dataSource, shipping::problem, () -> {
            try {
                return shipping.lag();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Health(
                facts,
                database,
                () -> states(catalogue.peek(), openApis),
                () -> catalogue.peek().clashes(),
                () -> state(policy),
                registry::status,
                () -> state(generations.status()),
                journal,
                nodes,
                stream);
    }

    @Bean
    StreamCheck streamCheck(Feed kafkaFeed, @Value("${gateway.audit.kafka-brokers:}") String brokers) {
        return new StreamCheck(!brokers.isBlank(), kafkaFeed::failingSince, kafkaFeed::lag);
    }

    @Bean
    Supplier<JournalState> journalState(Journal journal, AuditProperties properties) {
        return () -> {
            Outage outage = journal.outage();
            return outage == null
                    ? new JournalState(null, null, properties.required())
                    : new JournalState(outage.problem(), outage.since(), properties.required());
        };
    }

    /** Whoever spreads calls over gateways leaves out one that refuses them. */
    @Bean
    HealthIndicator auditJournalHealthIndicator(Supplier<JournalState> journal) {
        return () -> journal.get().refuses()
                ? org.springframework.boot.actuate.health.Health.down().build()
                : org.springframework.boot.actuate.health.Health.up().build();
    }

    private static RoutesState state(RoutesStatus status) {
        return new RoutesState(
                status.state(),
                status.generation(),
                status.problems().stream().map(RouteFault::describe).toList());
    }

    private static PolicyState state(PolicyFile policy) {
        PolicyStatus status = policy.status();
        return new PolicyState(status.file(), status.enforced(), status.rules(), status.problem());
    }

    private static List<ServerState> states(Snapshot snapshot, OpenApis openApis) {
        return snapshot.registry().servers().values().stream()
                .map(server -> state(server.name(), snapshot, openApis))
                .toList();
    }

    static ServerState state(String server, Snapshot snapshot, OpenApis openApis) {
        Offer offer = snapshot.offer(server);
        return new ServerState(
                server,
                snapshot.registry().server(server).map(McpServer::enabled).orElse(false),
                offer.tools().size(),
                offer.quarantined().size(),
                offer.problem() == null ? openApis.problem(server) : offer.problem(),
                offer.shapes().problem());
    }
}
