package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartingIT {
    private static final Duration TO_GIVE_UP = Duration.ofSeconds(90);

    private final GatewaySetup setup = GatewayProcess.with();

    @Test
    void authentication_without_an_issuer_is_refused_and_says_what_to_set() {
        assertThat(refusal(setup.unset("AUTH_ENABLED"))).contains("Set KEYCLOAK_URL", "AUTH_ENABLED=false");
    }

    @Test
    void nobody_is_let_in_from_the_network_without_authentication() {
        assertThat(refusal(setup.set("HOST", "0.0.0.0")))
                .contains("ALLOW_UNAUTHENTICATED_NETWORK=true", "HOST=0.0.0.0");
    }

    @Test
    void a_database_that_is_not_supported_is_refused_by_name() {
        assertThat(refusal(setup.set("DATABASE_URL", "mysql://u:hidden@h/d")))
                .contains("DATABASE_URL: mysql is not supported")
                .doesNotContain("hidden");
    }

    @Test
    void every_fault_of_the_registry_is_told_at_once() throws IOException {
        Files.writeString(setup.folder().resolve("mcp_servers.yaml"), """
                servers:
                  notion:
                    url: http://127.0.0.1:1/mcp
                    timeout: -5
                  a__b:
                    url: http://127.0.0.1:1/mcp
                  nowhere:
                    tags: [x]
                """);

        assertThat(refusal(setup))
                .contains("mcp_servers.yaml:4", "timeout", "mcp_servers.yaml:5", "a__b", "mcp_servers.yaml:7", "url");
    }

    @Test
    void a_route_that_cannot_be_read_is_refused_with_its_file() throws IOException {
        assertThat(refusal(withRoute("        - nosuchstep: {}"))).contains("80-team.camel.yaml", "nosuchstep");
    }

    @Test
    void a_route_that_cannot_be_started_is_refused_with_its_file() throws IOException {
        assertThat(refusal(withRoute("        - to: {uri: \"nosuch:thing\"}")))
                .contains("80-team.camel.yaml:", "nosuch");
    }

    @Test
    void a_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(setup.port())) {
            assertThat(refusal(setup)).contains("Port " + taken.getLocalPort() + " was already in use");
        }
    }

    @Test
    void a_journal_that_cannot_be_read_back_is_refused() {
        assertThat(refusal(setup.set("AUDIT_LOG_FILE", "/dev/full")))
                .contains("AUDIT_LOG_FILE=/dev/full is not a regular file");
    }

    @Test
    void without_authentication_only_loopback_is_listened_on_and_a_dot_env_file_is_read() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            Files.writeString(setup.folder().resolve(".env"), """
                    # what other tools put here
                    UNKNOWN_KEY=does no harm
                    export AUDIT_LOG_FILE="from env.json"
                    PORT=%d # the port
                    AUTH_ENABLED='false'
                    """.formatted(setup.port()));
            setup.unset("AUTH_ENABLED").server("one", server.url()).portFromElsewhere();
            try (GatewayProcess gateway = setup.start()) {
                assertThat(gateway.echo("one", "hello").statusCode()).isEqualTo(200);
                assertThat(setup.folder().resolve("from env.json")).isNotEmptyFile();
                assertThat(reachableElsewhere()).isFalse();
            }
        }
    }

    @Test
    void the_command_line_has_the_last_word() {
        setup.set("AUTH_ENABLED", "true").set("PORT", "1").set("HOST", "127.0.0.2");
        try (GatewayProcess gateway =
                setup.argument("--no-auth", "--host", "127.0.0.1").start()) {
            assertThat(gateway.pid()).isPositive();
            assertThat(reachableElsewhere()).isFalse();
        }
    }

    private GatewaySetup withRoute(String step) throws IOException {
        Path routes = Files.createDirectory(setup.folder().resolve("routes"));
        try (var files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.writeString(
                routes.resolve("80-team.camel.yaml"),
                "- route:\n    id: broken\n    from:\n      uri: direct:broken\n      steps:\n" + step + "\n");
        return setup.set("ROUTES_DIR", routes.toString());
    }

    /** Returns what is printed by a gateway that does not start. */
    private static String refusal(GatewaySetup setup) {
        try (GatewayProcess process = setup.launch()) {
            assertThat(process.awaitEnd(TO_GIVE_UP)).isNotZero();
            assertThat(process.output()).doesNotContain("\tat ", "Caused by");
            return process.output();
        }
    }

    /** A gateway on 127.0.0.1 does not answer at the other loopback addresses; one on all addresses would. */
    private boolean reachableElsewhere() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.2", setup.port()), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
