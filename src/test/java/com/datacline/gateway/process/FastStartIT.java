package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands start fast. What is measured is CPU time, which other processes of the machine change little, and compared with that
 * of a Java program that does nothing.
 */
@Alone
class FastStartIT {
    private static final int ROUNDS = 7;
    private static final Path COMMAND = Path.of("bin/datacline").toAbsolutePath();

    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        BuiltJar.asMakeLeavesIt();
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with().server("one", server.url()).start();
        run(command("--version"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void commands_take_little_more_than_java_itself() throws Exception {
        Files.writeString(
                folder.resolve("Nothing.java"), "public class Nothing { public static void main(String[] a) {} }");
        run(List.of(
                java("javac"),
                "-d",
                folder.toString(),
                folder.resolve("Nothing.java").toString()));
        List<String> nothing = List.of(
                java("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", folder.toString(), "Nothing");

        double base = Double.MAX_VALUE;
        double version = Double.MAX_VALUE;
        double list = Double.MAX_VALUE;
        // In turns, and the least of each: what disturbs a run makes it longer, never shorter.
        for (int i = 0; i < ROUNDS; i++) {
            base = Math.min(base, seconds(nothing));
            version = Math.min(version, seconds(command("--version")));
            list = Math.min(
                    list,
                    seconds(command("tools", "list", "--url", gateway.url("").toString())));
        }

        System.out.printf(
                "CPU seconds: an empty program %.3f, --version %.3f (%.1f times), tools list %.3f (%.1f times)%n",
                base, version, version / base, list, list / base);
        assertThat(version / base).as("--version against an empty program").isLessThan(6);
        assertThat(list / base).as("tools list against an empty program").isLessThan(10);
    }

    @Test
    void the_classes_of_commands_come_from_the_archive() throws Exception {
        List<String> loaded = loaded("tools", "list", "--url", gateway.url("").toString());
        List<String> ours = loaded.stream()
                .filter(line -> line.contains(" com.datacline.") || line.contains(" com.fasterxml."))
                .toList();
        List<String> others = ours.stream()
                .filter(line -> !line.contains("shared objects file"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(others.size()).as("%s", others).isLessThan(ours.size() / 20);
    }

    @Test
    void the_classes_of_a_gateway_come_from_an_archive_too() throws Exception {
        assertThat(BuiltJar.options()).as("makes the archive, if need be").isNotEmpty();
        Path log = folder.resolve("gateway.classes");
        Files.writeString(folder.resolve("mcp_servers.yaml"), "servers: {}\n");
        ProcessBuilder builder = builder(command("serve", "--port", String.valueOf(FreePort.next())))
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_OPTS", "-Xlog:class+load=info:file=" + log,
                        "AUTH_ENABLED", "false",
                        "MCP_SERVERS_CONFIG", folder.resolve("mcp_servers.yaml").toString(),
                        "DATA_DIR", folder.resolve("data").toString(),
                        "AUDIT_LOG_FILE", folder.resolve("audit.json").toString()));
        Process gateway = builder.start();
        try {
            assertThat(gateway.inputReader().lines().anyMatch(line -> line.contains("Started Datacline")))
                    .isTrue();
        } finally {
            gateway.destroy();
            gateway.waitFor();
        }

        List<String> loaded = Files.readAllLines(log);
        long others = loaded.stream()
                .filter(line -> !line.contains("shared objects file"))
                .count();
        assertThat(loaded).hasSizeGreaterThan(5_000);
        assertThat(others).as("of %s classes", loaded.size()).isLessThan(loaded.size() / 5);
    }

    @Test
    void commands_load_no_class_of_spring_or_camel() throws Exception {
        for (String[] arguments : new String[][] {
            {"--help"}, {"tools", "list", "--url", gateway.url("").toString()}, {"whoami"}, {"audit", "tail", "--help"}
        }) {
            assertThat(loaded(arguments).stream()
                            .filter(line ->
                                    line.contains(" org.springframework.") || line.contains(" org.apache.camel."))
                            .limit(3))
                    .isEmpty();
        }
    }

    /** Runs a command and returns what the JDK says of the classes that it loads. */
    private static List<String> loaded(String... arguments) throws Exception {
        ProcessBuilder builder = builder(command(arguments));
        Path log = folder.resolve("classes.log");
        builder.environment().put("JAVA_OPTS", "-Xlog:class+load=info:file=" + log);
        await(builder.start());
        return Files.readAllLines(log);
    }

    /** Returns the CPU time of one run. */
    private static double seconds(List<String> command) throws Exception {
        List<String> timed =
                new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\" > /dev/null", "time"));
        timed.addAll(command);
        Process process = builder(timed).start();
        String printed = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        String[] times = printed.strip().split(" ");
        return Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
    }

    private static void run(List<String> command) throws Exception {
        await(builder(command).start());
    }

    private static void await(Process process) throws InterruptedException, IOException {
        process.getInputStream().readAllBytes();
        process.waitFor();
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }
}
