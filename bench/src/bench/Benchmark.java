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
    private static final int SERVERS = 10;

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
        if (!options.standIn()) {
            build(repository);
        }
        var work = Files.createTempDirectory("gateway-bench-");
        var loadBefore = Machine.load();
        try (var upstream = UpstreamProcess.start(SERVERS)) {
            say("10 upstream servers run; starting the gateway, its log is " + work.resolve("gateway.log"));
            try (var gateway = Gateway.start(options, repository, work, upstream.ports(), Optional.empty())) {
                say("ready after %.1f s; warming up".formatted(gateway.startUp().toMillis() / 1e3));
                var rounds = new LinkedHashMap<Scenario, List<Round>>();
                if (!options.locks()) {
                    warmUp(options, upstream, gateway);
                    rounds.putAll(measure(options, new Turns(upstream, gateway)));
                }
                var locked = options.standIn()
                        ? Map.<Scenario, List<LockRound>>of()
                        : locked(options, repository, Files.createDirectory(work.resolve("locked")), upstream, gateway);
                var report = new Report(options, gateway, loadBefore).write(rounds, locked);
                var file = repository.resolve("bench/results/latest.md");
                Files.createDirectories(file.getParent());
                Files.writeString(file, report);
                System.out.println("\n" + report + "\nWritten to " + file);
            }
        }
        delete(work); // kept when something failed
    }

    private static Map<Scenario, List<LockRound>> locked(
            Options options, Path repository, Path work, UpstreamProcess upstream, Gateway open)
            throws IOException, InterruptedException {
        try (var lock = Lock.make(repository);
                var gateway = Gateway.start(options, repository, work, upstream.ports(), Optional.of(lock))) {
            say("the locked gateway is ready; warming up both");
            return new LockTurns(options, new Turns(upstream, open), new Turns(upstream, gateway)).take();
        }
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
        warm(1, gatewayPort, Tool.broadcast(SERVERS), broadcasts);
    }

    private static void warm(int connections, List<Integer> ports, Tool tool, int calls)
            throws IOException, InterruptedException {
        try (var load = new Load(connections, ports, tool)) {
            load.run(calls);
        }
    }

    private static Map<Scenario, List<Round>> measure(Options options, Turns turns)
            throws IOException, InterruptedException {
        var rounds = new LinkedHashMap<Scenario, List<Round>>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (var scenario : Scenario.all(options, SERVERS)) {
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
