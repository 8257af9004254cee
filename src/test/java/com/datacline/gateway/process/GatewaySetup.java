package com.datacline.gateway.process;

import com.datacline.gateway.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link GatewayProcess} is to be, before it starts. The same setup starts it again in the same folder. */
public final class GatewaySetup {
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder registry = new StringBuilder("servers:\n");
    private final Path folder;
    private int port = FreePort.next();
    private boolean namesPort = true;
    private int fileLimitKb;
    private int diskKb;
    private String heap = "256m";

    GatewaySetup() {
        try {
            folder = Files.createTempDirectory("gateway-process");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("ROUTES_DIR", Path.of("routes").toAbsolutePath().toString());
        set("AUTH_ENABLED", "false");
        set("AUDIT_TO_STDOUT", "false");
    }

    /** Where the process runs and keeps its journal and its embedded database. */
    public Path folder() {
        return folder;
    }

    public int port() {
        return port;
    }

    public GatewaySetup server(String name, URI url) {
        registry.append("  ").append(name).append(": {url: \"").append(url).append("\"}\n");
        return this;
    }

    /** Adds a server of which the keys, in YAML's flow style, say everything. */
    public GatewaySetup entry(String name, String keys) {
        registry.append("  ").append(name).append(": {").append(keys).append("}\n");
        return this;
    }

    /** Gives the process another heap than 256 MB, as Java writes it. */
    GatewaySetup heap(String size) {
        heap = size;
        return this;
    }

    /** Adds a server that is a shell which runs the script. */
    GatewaySetup program(String name, String script) {
        registry.append("  ")
                .append(name)
                .append(": {type: stdio, command: sh, args: [-c, '")
                .append(script)
                .append("']}\n");
        return set("STDIO_ENABLED", "true");
    }

    public GatewaySetup set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public GatewaySetup unset(String variable) {
        environment.remove(variable);
        return this;
    }

    GatewaySetup argument(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Leaves it to the environment or a file which port is listened on; that it is this one, the test knows. */
    GatewaySetup portFromElsewhere() {
        namesPort = false;
        return this;
    }

    GatewaySetup port(int fixed) {
        port = fixed;
        return this;
    }

    /** Lets no file grow beyond this: what a full disk is to a writer. */
    GatewaySetup fileLimitKb(int kilobytes) {
        fileLimitKb = kilobytes;
        return this;
    }

    /**
     * Puts the journal on a disk of its own of this size, of which only half is free. The disk is there for the process
     * alone; see {@link GatewayProcess#disk}.
     */
    GatewaySetup journalOnDiskKb(int kilobytes) {
        diskKb = kilobytes;
        return set("AUDIT_LOG_FILE", disk().resolve("audit.json").toString());
    }

    Path disk() {
        return folder.resolve("disk");
    }

    /** Starts the gateway and waits until it is there. */
    public GatewayProcess start() {
        return launch().awaitHealth();
    }

    /** Starts the process and waits for nothing. */
    GatewayProcess launch() {
        try {
            Path servers = folder.resolve("mcp_servers.yaml");
            if (!Files.exists(servers)) {
                Files.writeString(servers, registry);
            }
            ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().putAll(environment);
            builder.redirectOutput(folder.resolve("stdout.txt").toFile());
            builder.redirectError(folder.resolve("stderr.txt").toFile());
            return new GatewayProcess(builder.start(), folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (fileLimitKb > 0) {
            command.addAll(List.of("bash", "-c", "ulimit -Sf " + fileLimitKb + "; exec \"$@\"", "gateway"));
        }
        if (diskKb > 0) {
            String mount =
                    "mkdir -p disk && mount -t tmpfs -o size=%dk none disk && head -c %dk /dev/zero > disk/filler"
                            .formatted(diskKb, diskKb / 2);
            command.addAll(List.of("unshare", "-rm", "bash", "-c", mount + " && exec \"$@\"", "gateway"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:-UsePerfData"));
        // how the build runs gateways that nothing is measured of
        String option = System.getProperty("test.gateway-option");
        if (option != null) {
            command.add(option);
        }
        command.addAll(BuiltJar.options());
        command.add("serve");
        if (namesPort) {
            command.addAll(List.of("--port", String.valueOf(port)));
        }
        command.addAll(arguments);
        return command;
    }
}
