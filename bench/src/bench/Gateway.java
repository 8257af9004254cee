package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The gateway under test: its own process, an empty data directory, and nothing of the user's environment. */
final class Gateway implements Side {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LANG", "JAVA_HOME", "JAVA_TOOL_OPTIONS");

    private final Process process;
    private final int port;
    private final Path log;
    private final Journal journal;
    private final Optional<Lock> lock;
    private Duration startUp = Duration.ZERO;

    private Gateway(Process process, int port, Path log, Journal journal, Optional<Lock> lock) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.journal = journal;
        this.lock = lock;
    }

    /**
     * Starts it and waits until it offers the tools of every server.
     *
     * @param work a directory for all it writes
     * @param lock who may call what; without one, whoever can connect may call everything
     */
    static Gateway start(Options options, Path repository, Path work, List<Integer> upstreams, Optional<Lock> lock)
            throws IOException, InterruptedException {
        return start(options, repository, work, upstreams, lock, Map.of());
    }

    /** The same with more in its environment. */
    static Gateway start(
            Options options,
            Path repository,
            Path work,
            List<Integer> upstreams,
            Optional<Lock> lock,
            Map<String, String> more)
            throws IOException, InterruptedException {
        int port = freePort();
        var audit = Files.createDirectories(work.resolve("audit"));
        var log = work.resolve("gateway.log");
        var builder = new ProcessBuilder(command(options, repository, port))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.put("AUTH_ENABLED", "false");
        environment.put("HOST", "127.0.0.1");
        environment.put("MCP_SERVERS_CONFIG", registry(work, upstreams).toString());
        environment.put("AUDIT_LOG_FILE", audit.resolve("audit.json").toString());
        environment.put("AUDIT_TO_STDOUT", "false");
        environment.put("DATA_DIR", Files.createDirectories(work.resolve("data")).toString());
        environment.put("ROUTES_DIR", repository.resolve("routes").toString());
        lock.ifPresent(locked -> environment.putAll(locked.environment()));
        environment.putAll(more);
        var gateway = new Gateway(builder.start(), port, log, new Journal(audit), lock);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway.process::destroy));
        try {
            gateway.awaitReady(upstreams.size());
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    @Override
    public String title() {
        return lock.isPresent() ? "gateway, everything on" : "gateway, open";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Tool echo() {
        return Tool.single();
    }

    @Override
    public String token(int number) {
        return lock.map(locked -> locked.token(number)).orElse("");
    }

    @Override
    public OptionalLong records() throws IOException {
        return OptionalLong.of(journal.added());
    }

    Duration startUp() {
        return startUp;
    }

    @Override
    public Cpu cpu() {
        if (!process.isAlive()) {
            throw new Failure("the gateway has ended:\n" + logTail());
        }
        return Cpu.of(process.toHandle());
    }

    /** The most memory it ever held, as the kernel words it; unknown outside Linux. */
    String peakMemory() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    static Path jar(Path repository) {
        return repository.resolve("target/secure-mcp-gateway.jar");
    }

    private static List<String> command(Options options, Path repository, int port) {
        var command = new ArrayList<>(List.of(Machine.java(), "-Xmx" + options.heap()));
        if (options.what() == Options.What.STAND_IN) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), StandIn.class.getName()));
        } else {
            command.addAll(List.of("-jar", jar(repository).toString()));
        }
        command.addAll(List.of("serve", "--port", String.valueOf(port)));
        return command;
    }

    private static Path registry(Path work, List<Integer> upstreams) throws IOException {
        var yaml = new StringBuilder("servers:\n");
        for (int server = 0; server < upstreams.size(); server++) {
            yaml.append("  bench-%d:\n    url: http://127.0.0.1:%d/mcp\n    tags: [bench]\n"
                    .formatted(server + 1, upstreams.get(server)));
        }
        return Files.writeString(work.resolve("mcp_servers.yaml"), yaml);
    }

    private void awaitReady(int servers) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var missing = "no answer yet";
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            if (!process.isAlive()) {
                throw new Failure("the gateway ended with code " + process.exitValue() + ":\n" + logTail());
            }
            missing = missing(servers);
            if (missing.isEmpty()) {
                startUp = Duration.ofNanos(System.nanoTime() - start);
                return;
            }
            Thread.sleep(50);
        }
        throw new Failure(
                "the gateway is not ready after " + PATIENCE.toSeconds() + " s, " + missing + ":\n" + logTail());
    }

    /** What keeps it from being ready, or nothing. */
    private String missing(int servers) throws InterruptedException {
        try {
            var health = Control.get(port, "/health");
            if (health.statusCode() != 200) {
                return "GET /health answers " + health.statusCode();
            }
            var tools = Session.tools(port, token(0));
            for (int server = 1; server <= servers; server++) {
                if (!tools.contains("\"bench-" + server + "__echo\"")) {
                    return "tools/list has no bench-" + server + "__echo: " + tools;
                }
            }
            return tools.contains("\"broadcast__echo\"") ? "" : "tools/list has no broadcast__echo: " + tools;
        } catch (IOException e) {
            return "port " + port + ": " + e;
        }
    }

    private String logTail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
