package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.routes.Generations;
import com.datacline.gateway.routes.InvalidRoutes;
import com.datacline.gateway.routes.RouteFolder;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    private static final String EXTRA = "team/90-extra.camel.yaml";
    private static final String ROUTE = """
            - route:
                id: extra
                description: A route of a team.
                from:
                  uri: direct:extra
                  steps:
                    - %s
            """;

    @TempDir
    Path folder;

    private RouteFolder routes;
    private ScriptedServer server;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() {
        routes = RouteFolder.copiedTo(folder);
        routes.write(EXTRA, ROUTE.formatted("log: one"));
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.routes.folder", folder.toString())
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void every_route_is_listed_with_its_place_and_counts_that_outlive_an_edit() {
        GatewayUnderTest.eventually(
                "the tool is there", () -> gateway.toolNames().contains("one__echo"));
        gateway.call("one__echo", "{}");
        JsonNode upstream = route("upstream-one");
        assertThat(upstream.path("file").asText()).isEqualTo("50-upstream.camel.yaml");
        assertThat(upstream.path("line").asInt()).isPositive();
        assertThat(upstream.path("description").asText()).isNotBlank();
        assertThat(upstream.path("state").asText()).isEqualTo("started");
        long before = upstream.path("exchanges").asLong();
        assertThat(before).isPositive();
        assertThat(upstream.path("failed").asLong()).isZero();
        assertThat(upstream.path("mean_ms").asDouble()).isPositive();

        gateway.bean(Generations.class).load();
        gateway.call("one__echo", "{}");
        assertThat(route("upstream-one").path("exchanges").asLong()).isGreaterThan(before);
        assertThat(route("extra").path("file").asText()).isEqualTo(EXTRA);
        assertThat(run("list").out()).startsWith("ROUTE").contains("\ncall ", "\nupstream-one ", "A route of a team.");
    }

    @Test
    void a_bad_edit_shows_until_it_is_mended() {
        Terminal good = run("status");
        assertThat(good.code()).isZero();
        assertThat(good.out()).startsWith("current: ").contains("generation 1");
        assertThat(json(gateway.get("/health").body()).at("/routes/status").asText())
                .isEqualTo("current");

        routes.write(EXTRA, ROUTE.formatted("to: direct:nowhere"));
        Generations generations = gateway.bean(Generations.class);
        assertThatThrownBy(generations::load).isInstanceOf(InvalidRoutes.class);
        Terminal bad = run("status");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out())
                .startsWith("stale: ")
                .contains("\n  " + EXTRA + ":7 route extra: no route begins with direct:nowhere\n");
        JsonNode health = json(gateway.get("/health").body());
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/routes/status").asText()).isEqualTo("stale");
        assertThat(health.at("/routes/problems/0").asText()).contains(EXTRA + ":7 ");
        assertThat(json(run("status", "--json").out()).at("/problems/0/line").asInt())
                .isEqualTo(7);

        routes.write(EXTRA, ROUTE.formatted("log: two"));
        generations.load();
        assertThat(run("status").out()).startsWith("current: ").contains("generation 2");
        assertThat(json(gateway.get("/health").body()).at("/routes/status").asText())
                .isEqualTo("current");
    }

    @Test
    void a_diff_is_between_the_files_in_force_and_a_folder() throws Exception {
        assertThat(run("diff", folder.toString()).code()).isZero();

        routes.write(EXTRA, ROUTE.formatted("log: two"));
        routes.write("team/91-new.camel.yaml", ROUTE.formatted("log: new").replace("extra", "new"));
        Files.delete(folder.resolve("12-login.camel.yaml"));
        Terminal diff = run("diff", folder.toString());
        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out())
                .contains(
                        "--- in force/" + EXTRA + "\n+++ " + EXTRA + "\n",
                        "\n-        - log: one\n+        - log: two\n",
                        "--- /dev/null\n+++ team/91-new.camel.yaml",
                        "--- in force/12-login.camel.yaml\n+++ /dev/null",
                        "changed  route extra\n",
                        "added    route new\n",
                        "removed  route login-begin\n");
        JsonNode tree = json(run("diff", folder.toString(), "--json").out());
        assertThat(tree.at("/routes/route extra").asText()).isEqualTo("changed");
        assertThat(tree.path("files")).hasSize(3);
    }

    @Test
    void files_in_force_are_those_that_were_read_whatever_the_folder_holds_now() {
        routes.write(EXTRA, "whatever");
        JsonNode files = json(gateway.get("/routes/files").body()).path("files");
        assertThat(files).anySatisfy(file -> {
            assertThat(file.path("name").asText()).isEqualTo(EXTRA);
            assertThat(file.path("text").asText()).isEqualTo(ROUTE.formatted("log: one"));
            assertThat(file.path("sha256").asText()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void every_help_has_an_example() {
        assertThat(Stream.of("routes", "routes check", "routes status", "routes list", "routes diff"))
                .allSatisfy(command -> assertThat(
                                Terminal.run((command + " --help").split(" ")).out())
                        .contains("Example:\n  datacline routes"));
        assertThat(Terminal.run("routes", "check", "nowhere").code()).isEqualTo(2);
    }

    private JsonNode route(String id) {
        for (JsonNode route : json(run("list", "--json").out())) {
            if (route.path("id").asText().equals(id)) {
                return route;
            }
        }
        throw new AssertionError("no route " + id);
    }

    private Terminal run(String command, String... arguments) {
        return Terminal.run(Stream.concat(
                        Stream.of("routes", command, "--url", gateway.url("").toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
