package com.datacline.gateway.peers;

import com.datacline.gateway.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A program of {@code src/test/node} that runs; what it says goes to {@code target/peers}. */
final class NodeProcess implements AutoCloseable {
    private static final Path FOLDER = Path.of("src/test/node");
    /** Each JVM of tests has its own. */
    static final Path LOGS = Path.of("target/peers", System.getProperty("test.fork", ""));

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SUITE_PATIENCE = Duration.ofMinutes(6);

    private final String name;
    private final Process process;
    private final int port;

    private NodeProcess(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /** What a program said before it ended by itself. */
    record Output(int exitCode, String out, Path errors) {}

    /** Starts the Everything reference server. */
    static NodeProcess everything() {
        return server("everything", port -> List.of("mcp-server-everything", "streamableHttp"), Map.of());
    }

    /** Starts Notion's server, which wants the token from its callers and takes {@code api} for Notion itself. */
    static NodeProcess notion(String token, URI api) {
        return server(
                "notion",
                port -> List.of("notion-mcp-server", "--transport", "http", "--port", "" + port, "--auth-token", token),
                Map.of("NOTION_TOKEN", "ntn_test", "BASE_URL", api.toString()));
    }

    /** Starts a server of our own that offers what the conformance suite asks for, in one era only. */
    static NodeProcess everything(String era) {
        String name = "everything-" + era;
        return start(name, port -> List.of(FOLDER.resolve(name + ".mjs").toString()), Map.of());
    }

    /** Starts a REST API that checks each request by an OpenAPI document. */
    static NodeProcess restApi(String name, Path document) {
        return start(
                "rest-api-" + name,
                port -> List.of(FOLDER.resolve("openapi-server.mjs").toString(), document.toString()),
                Map.of());
    }

    /** Returns a file of an installed package. */
    static Path packaged(String file) {
        return FOLDER.resolve("node_modules").resolve(file);
    }

    private static NodeProcess server(String name, IntFunction<List<String>> command, Map<String, String> environment) {
        return start(
                name,
                port -> {
                    List<String> arguments = new ArrayList<>(command.apply(port));
                    arguments.set(0, installed(arguments.getFirst()).toString());
                    return arguments;
                },
                environment);
    }

    private static NodeProcess start(String name, IntFunction<List<String>> command, Map<String, String> environment) {
        int port = FreePort.next();
        ProcessBuilder builder = node(command.apply(port));
        builder.environment().put("PORT", "" + port);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
        NodeProcess started = new NodeProcess(name, start(builder), port);
        started.awaitListening();
        return started;
    }

    /** Starts an installed program that speaks over its standard streams. */
    static Process piped(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(installed(program).toString()));
        command.addAll(List.of(arguments));
        return start(node(command).redirectError(log(program).toFile()));
    }

    /** Returns the keys of the registry for an installed program that speaks over its standard streams. */
    static String[] stdio(String program, String... arguments) {
        return stdio(installed(program), arguments);
    }

    /** Returns the keys of the registry for our own server that does what it is told wrong. */
    static String[] scripted(String... arguments) {
        return stdio(FOLDER.resolve("stdio-server.mjs"), arguments);
    }

    private static String[] stdio(Path program, String... arguments) {
        List<String> quoted = new ArrayList<>(List.of("\"" + program.toAbsolutePath() + "\""));
        for (String argument : arguments) {
            quoted.add("\"" + argument + "\"");
        }
        return new String[] {"type: stdio", "command: \"" + installed("node").toAbsolutePath() + "\"", "args: " + quoted
        };
    }

    /** Runs a script of {@code src/test/node} to its end. */
    static Output script(String script, String... arguments) {
        return run(script.replace(".mjs", ""), FOLDER.resolve(script), PATIENCE, arguments);
    }

    /** Runs a script to its end that starts a browser, which takes its time; {@code name} is that of its logs. */
    static Output browser(String name, String script, String... arguments) {
        return run(name, FOLDER.resolve(script), SUITE_PATIENCE, arguments);
    }

    /** Runs an installed program to its end. */
    static Output program(String program, String... arguments) {
        return run(program, installed(program), PATIENCE, arguments);
    }

    /** Runs the conformance suite to its end. */
    static Output conformance(String... arguments) {
        return run("conformance", installed("conformance"), SUITE_PATIENCE, arguments);
    }

    /** Returns how a shell starts a script of {@code src/test/node}, up to its arguments. */
    static String command(String script) {
        return installed("node").toAbsolutePath() + " " + FOLDER.resolve(script).toAbsolutePath();
    }

    private static Output run(String name, Path program, Duration patience, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = log(name + "-out");
        Path errors = log(name);
        Process process = start(node(command).redirectOutput(out.toFile()).redirectError(errors.toFile()));
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not end within " + patience.toSeconds() + " s; see " + errors);
            }
            return new Output(process.exitValue(), Files.readString(out), errors);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where it answers MCP clients. */
    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/mcp");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new AssertionError(name + " does not listen; see " + LOGS.resolve(name + ".log"));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ProcessBuilder node(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(installed("node").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installed(String program) {
        Path path = FOLDER.resolve("node_modules/.bin").resolve(program);
        if (!Files.isExecutable(path)) {
            throw new AssertionError(path + " is missing: run src/test/node/install, as make test does");
        }
        return path;
    }

    private static Path log(String name) {
        try {
            return Files.createDirectories(LOGS).resolve(name + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
