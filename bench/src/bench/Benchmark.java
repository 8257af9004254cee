package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway against the same upstream called directly, in one run, taking turns. */
final class Benchmark {
    private static final String RESULTS = "bench/results";

    private Benchmark() {}

    /** @param arguments the repository's directory, then the options */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var rest = List.of(arguments).subList(1, arguments.length);
        if (rest.contains("--help") || rest.contains("-h")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            run(Path.of(arguments[0]), Options.parse(rest.toArray(String[]::new)));
        } catch (Failure e) {
            say(e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            say("stopped by " + e);
            System.exit(1);
        }
    }

    private static void run(Path repository, Options options) throws IOException, InterruptedException {
        if (options.what() != Options.What.STAND_IN) {
            build(repository);
        }
        var work = Files.createTempDirectory("gateway-bench-");
        var loadBefore = Machine.load();
        if (options.what() == Options.What.START) {
            var report = new StartTurns(options, repository, work).take()
                    + "\n* Cores: %s; load average %s before\n* JDK: %s\n".formatted(Machine.cores(), loadBefore, Machine.jdk());
            write(repository, "start.md", report);
            System.out.println(report);
            delete(work);
            return;
        }
        if (options.what() == Options.What.NODES) {
            try (var upstream = UpstreamProcess.start(options.servers());
                    var nodes = NodeTurns.start(options, repository, work, upstream)) {
                var report = NodeReport.of(options, nodes.take(), loadBefore);
                write(repository, "nodes.md", report);
                System.out.println(report);
            }
            delete(work);
            return;
        }
        try (var upstream = UpstreamProcess.start(options.servers())) {
            say(options.servers() + " upstream servers run; starting the gateway, its log is " + work.resolve("gateway.log"));
            try (var gateway = Gateway.start(options, repository, work, upstream.ports(), Optional.empty())) {
                say("ready after %.1f s".formatted(gateway.startUp().toMillis() / 1e3));
                var rounds = new LinkedHashMap<Scenario, List<Round>>();
                var rest = "";
                switch (options.what()) {
                    case GATEWAY -> {
                        rounds.putAll(measure(options, upstream, gateway));
                        rest = locked(options, repository, work, upstream, gateway);
                    }
                    case STAND_IN -> rounds.putAll(measure(options, upstream, gateway));
                    case LOCKS -> rest = locked(options, repository, work, upstream, gateway);
                    case START, NODES -> throw new IllegalStateException("no single gateway is needed for that");
                    case BUILDS -> rest = builds(options, repository, work, upstream);
                    case PEERS -> rest = peers(options, repository, work, upstream, gateway);
                }
                var report = new Report(rest, options, gateway, loadBefore).write(rounds);
                write(repository, "latest.md", report);
                System.out.println("\n" + report + "\nWritten to " + repository.resolve(RESULTS));
            }
        }
        delete(work); // kept when something failed
    }

    private static String locked(
            Options options, Path repository, Path work, UpstreamProcess upstream, Gateway open)
            throws IOException, InterruptedException {
        try (var lock = Lock.make(repository);
                var gateway = lockedGateway(options, repository, work, upstream, lock)) {
            var turns = new LockTurns(options, new Turns(upstream, open), new Turns(upstream, gateway));
            return LockReport.of(turns.take());
        }
    }

    private static String peers(Options options, Path repository, Path work, UpstreamProcess upstream, Gateway open)
            throws IOException, InterruptedException {
        int port = upstream.ports().getFirst();
        var sides = new ArrayList<Side>();
        try (var lock = Lock.make(repository)) {
            Peer.nginx(work, port).ifPresent(sides::add);
            sides.add(Peer.springCloudGateway(repository, work, port));
            sides.add(Peer.springAi(repository, work, port));
            sides.add(open);
            sides.add(lockedGateway(options, repository, work, upstream, lock));
            var result = new PeerTurns(options, upstream, sides).take();
            write(repository, "latest.html", ChartPage.of(result));
            return PeerReport.of(result);
        } finally {
            sides.forEach(Side::close);
        }
    }

    private static String builds(Options options, Path repository, Path work, UpstreamProcess upstream)
            throws IOException, InterruptedException {
        var other = Path.of(options.than()).toAbsolutePath();
        if (!Files.exists(Gateway.jar(other))) {
            throw new Failure("--than: there is no " + Gateway.jar(other));
        }
        try (var lock = Lock.make(repository);
                var that = lockedGateway(options, other, work.resolve("that"), upstream, lock);
                var here = lockedGateway(options, repository, work, upstream, lock)) {
            var sides = List.<Side>of(new Build("the other build", that), new Build("this build", here));
            return PeerReport.of(new PeerTurns(options, upstream, sides).take());
        }
    }

    private static Gateway lockedGateway(
            Options options, Path repository, Path work, UpstreamProcess upstream, Lock lock)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(work.resolve("locked"));
        var gateway = Gateway.start(options, repository, folder, upstream.ports(), Optional.of(lock));
        say("the locked gateway is ready; warming up");
        return gateway;
    }

    private static void write(Path repository, String name, String page) throws IOException {
        Files.createDirectories(repository.resolve(RESULTS));
        Files.writeString(repository.resolve(RESULTS).resolve(name), page);
    }

    private static void build(Path repository) throws IOException, InterruptedException {
        if (Files.exists(Gateway.jar(repository))) {
            return;
        }
        say("no " + Gateway.jar(repository) + " yet: make build");
        var make = new ProcessBuilder("make", "build").directory(repository.toFile()).inheritIO();
        if (make.start().waitFor() != 0 || !Files.exists(Gateway.jar(repository))) {
            throw new Failure("make build did not make " + Gateway.jar(repository));
        }
    }

    private static void warmUp(Options options, UpstreamProcess upstream, Gateway gateway)
            throws IOException, InterruptedException {
        if (options.warmup() == 0) {
            return;
        }
        int broadcasts = Math.max(1, options.warmup() / 10);
        var gatewayPort = List.of(gateway.port());
        warm(options.connections(), upstream.ports().subList(0, 1), Tool.direct(), options.warmup());
        warm(1, upstream.ports(), Tool.direct(), broadcasts);
        warm(options.connections(), gatewayPort, Tool.single(), options.warmup());
        warm(1, gatewayPort, Tool.broadcast(options.servers()), broadcasts);
    }

    private static void warm(int connections, List<Integer> ports, Tool tool, int calls)
            throws IOException, InterruptedException {
        try (var load = new Load(connections, ports, tool)) {
            load.run(calls);
        }
    }

    private static Map<Scenario, List<Round>> measure(Options options, UpstreamProcess upstream, Gateway gateway)
            throws IOException, InterruptedException {
        warmUp(options, upstream, gateway);
        var turns = new Turns(upstream, gateway);
        var rounds = new LinkedHashMap<Scenario, List<Round>>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (var scenario : Scenario.all(options, options.servers())) {
                var taken = turns.take(scenario);
                rounds.computeIfAbsent(scenario, s -> new ArrayList<>()).add(taken);
                say("round %d, %s: p50 %.3f ms direct, %.3f ms gateway"
                        .formatted(
                                round,
                                scenario.title(),
                                taken.direct().p50Millis(),
                                taken.gateway().p50Millis()));
            }
        }
        return rounds;
    }

    static void say(String line) {
        System.err.println("bench: " + line);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
