package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What people would use instead of the gateway, or below it, in front of the first upstream server. */
final class Peer implements Side {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String title;
    private final Process process;
    private final int port;
    private final Tool echo;

    private Peer(String title, Process process, int port, Tool echo) {
        this.title = title;
        this.process = process;
        this.port = port;
        this.echo = echo;
    }

    /** The floor: as little as can be done between a client and a server. Empty where nginx is not installed. */
    static Optional<Peer> nginx(Path work, int upstream) throws IOException, InterruptedException {
        return nginx("nginx, plain proxy", work.resolve("nginx"), List.of(upstream), Tool.direct());
    }

    /** The same in front of several, to each of which it gives a request in turn. */
    static Optional<Peer> nginx(String title, Path directory, List<Integer> upstreams, Tool echo) throws IOException, InterruptedException {
        var program = List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            Benchmark.say("nginx is not installed, and left out");
            return Optional.empty();
        }
        int port = Gateway.freePort();
        var servers = upstreams.stream()
                .map("server 127.0.0.1:%d;"::formatted)
                .collect(Collectors.joining(" "));
        var folder = Files.createDirectory(directory);
        var settings = Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log warn;
                events { worker_connections 1024; }
                http {
                  access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; keepalive_requests 1000000000;
                  upstream servers { %2$s keepalive 128; keepalive_requests 1000000000; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / { proxy_pass http://servers; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }
                  }
                }
                """
                        .formatted(folder, servers, port));
        var command = List.of(program.get().toString(), "-p", folder.toString(), "-c", settings.toString());
        return Optional.of(started(title, folder, port, command, echo));
    }

    static Peer springCloudGateway(Path repository, Path work, int upstream) throws IOException, InterruptedException {
        int port = Gateway.freePort();
        var route = "--spring.cloud.gateway.server.webflux.routes[0].";
        return java("Spring Cloud Gateway, plain proxy", repository, "proxy", work, port, List.of(
                route + "id=all", route + "uri=http://127.0.0.1:" + upstream, route + "predicates[0]=Path=/**"));
    }

    static Peer springAi(Path repository, Path work, int upstream) throws IOException, InterruptedException {
        return java("Spring AI, aggregator", repository, "aggregator", work, Gateway.freePort(), List.of(
                "--spring.ai.mcp.server.protocol=STREAMABLE",
                "--spring.ai.mcp.server.expose-mcp-client-tools=true",
                "--spring.ai.mcp.client.streamable-http.connections.bench.url=http://127.0.0.1:" + upstream));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Tool echo() {
        return echo;
    }

    @Override
    public Cpu cpu() {
        return Cpu.ofAll(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Peer java(String title, Path repository, String name, Path work, int port, List<String> options)
            throws IOException, InterruptedException {
        var jar = jar(repository, name);
        var command = new ArrayList<>(List.of(Machine.java(), "-Xmx256m", "-jar", jar.toString()));
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port, "--spring.threads.virtual.enabled=true"));
        command.addAll(options);
        return started(title, Files.createDirectory(work.resolve(name)), port, command, Tool.direct());
    }

    /** The jar of a project below {@code bench/peers}, built if it is not there. */
    static Path jar(Path repository, String name) throws IOException, InterruptedException {
        var project = repository.resolve("bench/peers/" + name);
        var jar = project.resolve("target/peer.jar");
        if (!Files.exists(jar)) {
            Benchmark.say("building " + project);
            var maven = new ProcessBuilder("mvn", "-q", "-B", "package").directory(project.toFile());
            if (maven.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() != 0 || !Files.exists(jar)) {
                throw new Failure("mvn package did not make " + jar);
            }
        }
        return jar;
    }

    private static Peer started(String title, Path folder, int port, List<String> command, Tool echo)
            throws IOException, InterruptedException {
        var log = folder.resolve("output.log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long start = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                var tools = Session.tools(port, "");
                if (tools.contains("\"" + echo.name() + "\"")) {
                    return new Peer(title, process, port, echo);
                }
            } catch (IOException | Failure e) {
                // not yet
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new Failure(title + " does not offer the tool " + echo.name() + "; it said:\n" + Files.readString(log));
    }
}
