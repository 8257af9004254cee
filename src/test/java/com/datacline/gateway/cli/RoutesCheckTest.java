package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.routes.RouteFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code datacline routes check} in a process of its own, as a team's CI runs it. */
class RoutesCheckTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    @Test
    void a_sound_folder_is_said_to_be_so_and_nobody_is_called() throws Exception {
        Path work = Files.createDirectories(folder.resolve("work"));
        AtomicInteger visitors = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                while (!server.isClosed()) {
                    try {
                        server.accept().close();
                        visitors.incrementAndGet();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            Path registry = Files.writeString(
                    work.resolve("servers.yaml"),
                    "servers: {a: {url: \"http://127.0.0.1:" + server.getLocalPort() + "/mcp\"}}\n");
            Path routes = copy("routes");
            Files.writeString(routes.resolve("note.yaml"), "a: b\n");

            Ended ended = check(work, routes.toString(), "--registry", registry.toString());

            assertThat(ended.code()).as(ended.toString()).isZero();
            assertThat(ended.out())
                    .contains("note.yaml is not read: ", routes + " is sound: ")
                    .contains(" routes\n");
            assertThat(ended.err()).isEmpty();
            assertThat(visitors.get()).isZero();
            assertThat(Files.list(work)).as("nothing is left behind").containsExactly(registry);
        }
    }

    @Test
    void every_fault_of_routes_registry_and_policy_is_named_with_file_and_line() throws Exception {
        Path routes = copy("routes");
        RouteFolder.of(routes).write("team/90-team.camel.yaml", """
                - route:
                    id: team
                    from:
                      uri: direct:team
                      steps:
                        - to: direct:nowhere
                """);
        Path registry = Files.writeString(folder.resolve("servers.yaml"), "servers:\n  a: {urll: x}\n");
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "default: maybe\n");

        Ended ended = check(
                folder, routes.toString(), "--registry", registry.toString(), "--policy", policy.toString(), "--json");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(1);
        JsonNode found = json(ended.out());
        assertThat(found.path("sound").asBoolean(true)).isFalse();
        assertThat(found.path("faults"))
                .anySatisfy(fault -> is(fault, registry.toString(), 2))
                .anySatisfy(fault -> is(fault, policy.toString(), 1))
                .anySatisfy(fault ->
                        is(fault, routes.resolve("team/90-team.camel.yaml").toString(), 6));
    }

    private static void is(JsonNode fault, String file, int line) {
        assertThat(fault.path("file").asText()).isEqualTo(file);
        assertThat(fault.path("line").asInt()).isEqualTo(line);
    }

    private Path copy(String name) throws IOException {
        Path routes = Files.createDirectories(folder.resolve(name));
        RouteFolder.copiedTo(routes);
        return routes;
    }

    private Ended check(Path work, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Datacline.class.getName(),
                "routes",
                "check"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        int code = builder.start().waitFor();
        Ended ended = new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(java.io.File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, entries);
    }
}
