package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One, two and three nodes behind a plain proxy, with what they share, taking turns at the same calls. */
final class NodeTurns implements AutoCloseable {
    static final int MOST = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Calls whose steps are counted one by one, by one caller; not timed. */
    private static final int WATCHED = 300;

    private static final int IDLE_SECONDS = 10;

    private static final String POLICY =
            """
            limits:
              - {name: measured, condition: {mcp_server: bench-2}, requests: 1000000, within: 1s}
            default: allow
            """;

    private final Options options;
    private final UpstreamProcess upstream;
    private final RedisEngine redis;
    private final PostgresEngine postgres;
    /** Nodes of one gateway, and as many gateways that know nothing of each other: what these cost more is the machine's. */
    private final Fleet together = new Fleet(new ArrayList<>(), new ArrayList<>());

    private final Fleet apart = new Fleet(new ArrayList<>(), new ArrayList<>());
    private double idle;

    private NodeTurns(Options options, UpstreamProcess upstream, RedisEngine redis, PostgresEngine postgres) {
        this.options = options;
        this.upstream = upstream;
        this.redis = redis;
        this.postgres = postgres;
    }

    /** What a call is, and what the model says that it costs: steps in Redis and rows in SQL. */
    enum Kind {
        APART("modern call, gateways apart", 0, 1),
        MODERN("modern call", 0, 1),
        SESSION("call of a legacy session", 1, 1),
        LIMITED("modern call with a limit", 2, 1);

        final String title;
        final int steps;
        final int rows;

        Kind(String title, int steps, int rows) {
            this.title = title;
            this.steps = steps;
            this.rows = rows;
        }

        Tool tool() {
            return this == LIMITED ? Tool.limited() : Tool.single();
        }
    }

    /** Gateways, and the proxies in front of one, two and three of them. */
    private record Fleet(List<Gateway> nodes, List<Peer> proxies) {
        void close() {
            proxies.forEach(Peer::close);
            nodes.forEach(Gateway::close);
        }
    }

    /**
     * One kind of calls through so many nodes, once. All of it is for one call, times in milliseconds.
     *
     * @param nodes CPU time of all nodes that calls went to
     * @param compiler of that, the time of just-in-time compilers
     * @param idle of that, what as many nodes would have taken in that time without a call
     * @param commands what ran in Redis, inside of scripts too
     */
    record Turn(
            double nodes,
            double compiler,
            double idle,
            double proxy,
            double redis,
            double postgres,
            double rows,
            double perSecond,
            Map<String, Double> commands) {}

    /** What was measured: rounds by kind and number of nodes, the steps that one caller's calls took, CPU ms of an idle node a second. */
    record Result(Map<Kind, Map<Integer, List<Turn>>> turns, Map<Kind, Map<Integer, Double>> steps, double idle) {}

    static NodeTurns start(Options options, Path repository, Path work, UpstreamProcess upstream)
            throws IOException, InterruptedException {
        var turns = new NodeTurns(
                options, upstream, RedisEngine.start(work), PostgresEngine.start(work, Gateway.jar(repository)));
        try {
            turns.open(repository, work);
            return turns;
        } catch (IOException | InterruptedException | RuntimeException e) {
            turns.close();
            throw e;
        }
    }

    private void open(Path repository, Path work) throws IOException, InterruptedException {
        var policy = Files.writeString(work.resolve("nodes.yaml"), POLICY).toString();
        open(together, "node", repository, work, Map.of("REDIS_URL", redis.url(), "POLICY_FILE", policy));
        open(apart, "apart", repository, work, Map.of("POLICY_FILE", policy));
    }

    private void open(Fleet fleet, String name, Path repository, Path work, Map<String, String> more)
            throws IOException, InterruptedException {
        for (int number = 1; number <= MOST; number++) {
            var node = name + "-" + number;
            var environment = new TreeMap<>(more);
            environment.put("NODE_NAME", node);
            environment.put("DATABASE_URL", postgres.url());
            fleet.nodes.add(Gateway.start(
                    options,
                    repository,
                    Files.createDirectories(work.resolve(node)),
                    upstream.ports(),
                    Optional.empty(),
                    environment));
            Benchmark.say(node + " is ready");
        }
        for (int count = 1; count <= MOST; count++) {
            var ports = fleet.nodes.subList(0, count).stream().map(Gateway::port).toList();
            fleet.proxies.add(Peer.nginx(
                            "nginx before " + name + " " + count, work.resolve("nginx-" + name + count), ports, Tool.single())
                    .orElseThrow(() -> new Failure("--nodes: nginx gives the requests to the nodes; install it")));
        }
    }

    private Fleet fleet(Kind kind) {
        return kind == Kind.APART ? apart : together;
    }

    Result take() throws IOException, InterruptedException {
        for (var kind : Kind.values()) {
            Benchmark.say("warming up all nodes: " + kind.title);
            if (options.warmup() > 0) {
                calls(kind, MOST, options.connections() * MOST, options.warmup());
            }
        }
        idle = idle();
        var steps = new LinkedHashMap<Kind, Map<Integer, Double>>();
        for (var kind : Kind.values()) {
            for (int count = 1; count <= MOST; count++) {
                steps.computeIfAbsent(kind, k -> new TreeMap<>()).put(count, steps(kind, count));
            }
        }
        var turns = new LinkedHashMap<Kind, Map<Integer, List<Turn>>>();
        for (int round = 0; round < options.rounds(); round++) {
            for (var kind : Kind.values()) {
                for (int turn = 0; turn < MOST; turn++) {
                    int count = (round + turn) % MOST + 1; // each round begins with another one
                    turns.computeIfAbsent(kind, k -> new TreeMap<>())
                            .computeIfAbsent(count, c -> new ArrayList<>())
                            .add(turn(kind, count));
                }
            }
            Benchmark.say("round " + (round + 1) + " of " + options.rounds());
        }
        return new Result(turns, steps, idle);
    }

    /** What a node takes that does nothing: CPU time in milliseconds a second. */
    private double idle() throws IOException, InterruptedException {
        awaitRows();
        var before = cpus(together, MOST);
        Thread.sleep(IDLE_SECONDS * 1000L);
        var after = cpus(together, MOST);
        double sum = 0;
        for (int node = 0; node < MOST; node++) {
            var cpu = after.nodes.get(node);
            sum += cpu.millisSince(before.nodes.get(node)) - cpu.compilerMillisSince(before.nodes.get(node));
        }
        return sum / MOST / IDLE_SECONDS;
    }

    private double steps(Kind kind, int count) throws IOException, InterruptedException {
        try (var load = load(kind, count, 1)) {
            load.run(WATCHED); // whatever is opened is open
            return redis.steps(() -> load.run(WATCHED)) / (double) WATCHED;
        }
    }

    private Turn turn(Kind kind, int count) throws IOException, InterruptedException {
        int calls = options.calls() * count; // as many for each node as when it is alone, by as many connections
        try (var load = load(kind, count, options.connections() * count)) {
            awaitRows();
            var commandsBefore = redis.commands();
            long rowsBefore = postgres.rows();
            var before = cpus(fleet(kind), count);
            long start = System.nanoTime();
            var sample = load.run(calls);
            awaitRows();
            double seconds = (System.nanoTime() - start) / 1e9;
            var after = cpus(fleet(kind), count);
            long rows = postgres.rows() - rowsBefore;
            if (rows < calls) {
                throw new Failure(kind.title + ", " + count + " nodes: " + rows + " rows of " + calls + " calls are in SQL");
            }
            var commands = new TreeMap<String, Double>();
            redis.commands().forEach((name, times) -> {
                long more = times - commandsBefore.getOrDefault(name, 0L);
                if (more * 20 > calls) {
                    commands.put(name, more / (double) calls);
                }
            });
            double nodeMillis = 0;
            double compilerMillis = 0;
            for (int node = 0; node < count; node++) {
                nodeMillis += after.nodes.get(node).millisSince(before.nodes.get(node));
                compilerMillis += after.nodes.get(node).compilerMillisSince(before.nodes.get(node));
            }
            return new Turn(
                    nodeMillis / calls,
                    compilerMillis / calls,
                    idle * count * seconds / calls,
                    after.proxy.millisSince(before.proxy) / calls,
                    after.redis.millisSince(before.redis) / calls,
                    after.postgres.millisSince(before.postgres) / calls,
                    rows / (double) calls,
                    sample.perSecond(),
                    commands);
        }
    }

    private record Cpus(List<Cpu> nodes, Cpu proxy, Cpu redis, Cpu postgres) {}

    private Cpus cpus(Fleet fleet, int count) {
        return new Cpus(
                fleet.nodes.subList(0, count).stream().map(Gateway::cpu).toList(),
                fleet.proxies.get(count - 1).cpu(),
                redis.cpu(),
                postgres.cpu());
    }

    private Load load(Kind kind, int count, int connections) throws IOException {
        var proxy = fleet(kind).proxies.get(count - 1);
        return kind == Kind.SESSION
                ? new Load(connections, List.of(proxy.port()), kind.tool())
                : Load.modern(connections, proxy.port(), kind.tool());
    }

    private void calls(Kind kind, int count, int connections, int calls) throws IOException, InterruptedException {
        try (var load = load(kind, count, connections)) {
            load.run(calls);
        }
    }

    /** Waits until SQL has all records of all nodes, so that what carries them over is part of what is measured. */
    private void awaitRows() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (var node : Stream.concat(together.nodes.stream(), apart.nodes.stream()).toList()) {
            while (!Control.get(node.port(), "/health").body().contains("\"audit_lag_bytes\":0,")) {
                if (System.nanoTime() > end) {
                    throw new Failure("the records of a node are not in SQL after " + PATIENCE.toSeconds() + " s");
                }
                Thread.sleep(200);
            }
        }
    }

    @Override
    public void close() {
        together.close();
        apart.close();
        postgres.close();
        redis.close();
    }
}
