package com.datacline.gateway.process;

import static com.datacline.gateway.GatewayUnderTest.eventually;

import com.datacline.gateway.cluster.RedisUnderTest;
import com.datacline.gateway.cluster.RoundRobin;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real nodes behind a proxy that gives each request to the next one, with a real Redis and a real PostgreSQL. */
final class NodesUnderTest implements AutoCloseable {
    private final ScriptedServer server = ScriptedServer.start();
    private final List<GatewaySetup> setups = new ArrayList<>();
    private final List<GatewayProcess> nodes = new ArrayList<>();
    private final RedisUnderTest redis;
    private PostgresUnderTest postgres;
    private RoundRobin proxy;

    private NodesUnderTest(RedisUnderTest redis) {
        this.redis = redis;
    }

    static NodesUnderTest start(int count, RedisUnderTest redis) throws Exception {
        NodesUnderTest all = new NodesUnderTest(redis);
        try {
            all.open(count);
            return all;
        } catch (Exception | AssertionError e) {
            all.close();
            throw e;
        }
    }

    private void open(int count) throws Exception {
        postgres = PostgresUnderTest.start();
        List<Supplier<URI>> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("one", server.url())
                    .set("REDIS_URL", redis.url())
                    .set("NODE_NAME", name(i))
                    // it starts again and again; what it does then needs no compiler that thinks long
                    .set("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                    .set("DATABASE_URL", postgres.url());
            setups.add(setup);
            nodes.add(setup.start());
            URI address = URI.create("http://127.0.0.1:" + setup.port());
            addresses.add(() -> address);
        }
        proxy = RoundRobin.over(addresses);
    }

    static String name(int node) {
        return "node-" + node;
    }

    GatewayProcess node(int node) {
        return nodes.get(node);
    }

    /** Starts a node again that was killed. */
    void revive(int node) {
        nodes.set(node, setups.get(node).start());
    }

    ScriptedServer server() {
        return server;
    }

    PostgresUnderTest postgres() {
        return postgres;
    }

    RedisUnderTest redis() {
        return redis;
    }

    AuditTable table() {
        return AuditTable.at(postgres.audit());
    }

    Path journalFile(int node) {
        return setups.get(node).folder().resolve("audit.json");
    }

    List<JsonNode> journal(int node) {
        return Journals.whole(journalFile(node));
    }

    /** Returns the records of all nodes, one node's after the other's. */
    List<JsonNode> journals() {
        return IntStream.range(0, nodes.size())
                .boxed()
                .flatMap(node -> journal(node).stream())
                .toList();
    }

    /** Starts so many clients at the proxy: every other one a legacy one in a session, the others modern. */
    List<SessionLoad> clients(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SessionLoad.on(proxy.url("/mcp"), (i % 2 == 0 ? "legacy-" : "modern-") + i, i % 2 == 0))
                .toList();
    }

    /** Waits until each of the clients has had so many more answers. */
    static void awaitMore(List<SessionLoad> clients, int calls) {
        List<Integer> most =
                clients.stream().map(client -> client.answers() + calls).toList();
        for (int i = 0; i < clients.size(); i++) {
            int wanted = most.get(i);
            SessionLoad client = clients.get(i);
            eventually("client " + i + " goes on; failed: " + client.failed(), () -> client.answers() >= wanted);
        }
    }

    @Override
    public void close() throws Exception {
        nodes.forEach(GatewayProcess::close);
        server.close();
        // what has not been started is not there to be closed
        for (AutoCloseable part :
                Stream.of(proxy, postgres, redis).filter(Objects::nonNull).toList()) {
            part.close();
        }
    }
}
