package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.cluster.RedisUnderTest;
import com.datacline.gateway.cluster.RoundRobin;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three real nodes behind a proxy that gives each request to the next one, with a real Redis and a real PostgreSQL. */
@Alone
class SeveralNodesIT {
    private static final int NODES = 3;

    private final ScriptedServer server = ScriptedServer.start();
    private final List<GatewaySetup> setups = new ArrayList<>();
    private final List<GatewayProcess> nodes = new ArrayList<>();
    private RedisUnderTest redis;
    private PostgresUnderTest postgres;
    private RoundRobin proxy;

    @BeforeEach
    void start() throws Exception {
        redis = RedisUnderTest.start();
        postgres = PostgresUnderTest.start();
        List<Supplier<URI>> addresses = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("one", server.url())
                    .set("REDIS_URL", redis.url())
                    .set("NODE_NAME", "node-" + i)
                    // it starts six times; what it does then needs no compiler that thinks long
                    .set("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                    .set("DATABASE_URL", postgres.url());
            setups.add(setup);
            nodes.add(setup.start());
            URI address = URI.create("http://127.0.0.1:" + setup.port());
            addresses.add(() -> address);
        }
        proxy = RoundRobin.over(addresses);
    }

    @AfterEach
    void close() throws Exception {
        nodes.forEach(GatewayProcess::close);
        server.close();
        // what has not been started is not there to be closed
        for (AutoCloseable part :
                Stream.of(proxy, postgres, redis).filter(Objects::nonNull).toList()) {
            part.close();
        }
    }

    @Test
    void one_node_after_the_other_is_killed_and_no_session_and_no_record_is_lost() throws Exception {
        List<JsonNode> records;
        List<SessionLoad> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(SessionLoad.on(proxy.url("/mcp"), i % 2 == 0 ? "legacy-" + i : "modern-" + i, i % 2 == 0));
        }
        for (int victim = 0; victim < NODES; victim++) {
            awaitMore(clients, 60);
            nodes.get(victim).kill();
            awaitMore(clients, 60);
            nodes.set(victim, setups.get(victim).start());
        }
        awaitMore(clients, 60);
        List<String> answered = new ArrayList<>();
        for (SessionLoad client : clients) {
            client.close();
            answered.addAll(client.answered());
            // what was on its way at the node that died is told to be so, and nothing else fails
            assertThat(client.failed()).allMatch(failure -> failure.contains(": 502"));
            assertThat(client.failed().size()).isLessThanOrEqualTo(NODES);
        }

        List<String> messages = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            records = Journals.whole(setups.get(i).folder().resolve("audit.json"));
            String name = "node-" + i;
            assertThat(records).allMatch(record -> record.path("node").asText().equals(name));
            assertThat(Journals.messages(records)).as("calls of " + name).hasSizeGreaterThan(20);
            messages.addAll(Journals.messages(records));
            records.forEach(record -> ids.add(record.path("id").asText()));
        }
        assertThat(messages).doesNotHaveDuplicates().containsAll(answered);
        AuditTable table = AuditTable.at(postgres.audit());
        eventually("SQL has all", () -> Set.copyOf(table.ids()).containsAll(ids));
        assertThat(table.ids()).doesNotHaveDuplicates();
        assertThat(table.messages()).doesNotHaveDuplicates().containsAll(answered);
        JsonNode page = GatewayUnderTest.json(
                nodes.getFirst().send("GET", "/audit?tool=echo&limit=500", "").body());
        Set<String> named = new java.util.HashSet<>();
        page.path("records").forEach(record -> named.add(record.path("node").asText()));
        assertThat(named).isEqualTo(Set.of("node-0", "node-1", "node-2"));
        System.out.println("answered by several nodes: " + answered.size() + ", broken off with a killed node: "
                + clients.stream().mapToInt(client -> client.failed().size()).sum());
    }

    private static void awaitMore(List<SessionLoad> clients, int calls) throws InterruptedException {
        List<Integer> before =
                clients.stream().map(client -> client.answered().size()).collect(Collectors.toList());
        for (int i = 0; i < clients.size(); i++) {
            int most = before.get(i) + calls;
            SessionLoad client = clients.get(i);
            eventually(
                    "client " + i + " goes on; failed: " + client.failed(),
                    () -> client.answered().size() >= most);
        }
    }
}
