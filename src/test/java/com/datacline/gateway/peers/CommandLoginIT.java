package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.process.CommandProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person logs in with the command line, a real browser and a real Keycloak, and the commands after it ask in their name. */
class CommandLoginIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    private static ScriptedServer server;
    private static GatewayUnderTest gateway;
    private static String url;

    @TempDir
    Path home;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(SCREENSHOTS);
        server = ScriptedServer.start();
        int port = FreePort.next();
        url = "http://localhost:" + port;
        KEYCLOAK.issuesTokensFor(url + "/mcp");
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("server.port", "" + port)
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", KEYCLOAK.base())
                .set("gateway.auth.resource", url + "/mcp")
                .set("gateway.auth.required-scopes", "mcp:tools")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void by_the_browser_of_this_machine() throws Exception {
        assertThat(run("tools", "list").err()).contains("try: datacline login --url " + url);
        try (CommandProcess login = start("login", "--no-browser")) {
            String page = login.awaitError("(http\\S+)");
            assertThat(page)
                    .startsWith(KEYCLOAK.issuer() + "/protocol/openid-connect/auth?")
                    .contains(
                            "code_challenge_method=S256",
                            "redirect_uri=http%3A%2F%2F127.0.0.1%3A",
                            "client_id=datacline");
            approve(page, "testuser", "testpass", "command-login-browser");
            assertThat(login.await()).as(login.err()).isZero();
            assertThat(login.out()).isEqualTo("Logged in at " + url + " as testuser.\n");
            assertThat(login.out() + login.err()).doesNotContain("eyJ");
        }

        assertThat(run("tools", "call", "one", "echo", "--arg", "message=hi").out())
                .contains("\"message\" : \"hi\"");
        assertThat(gateway.journal().getLast().path("user").asText()).isEqualTo("testuser");
        assertThat(run("whoami").out()).contains("testuser at " + url, "mcp-user", "/analysts");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        renewsWhatHasEnded();
        isForgotten();
    }

    @Test
    void by_a_code_on_another_device() throws Exception {
        try (CommandProcess login = start("login", "--device")) {
            String page = login.awaitError("(http\\S+)");
            assertThat(page).contains("/device?user_code=");
            approve(page, "admin", "admin123", "command-login-device");
            assertThat(login.await()).as(login.err()).isZero();
            assertThat(login.out()).contains("as admin.");
        }

        assertThat(run("whoami", "--json").out()).contains("gateway-admin");
        assertThat(run("doctor").out())
                .contains("you are admin (login)", "✓ issuer", "the issuer does not say what time it is", "✓ server");
    }

    @Test
    void a_client_that_keycloak_does_not_know_is_told_so() {
        CommandProcess login = start("login", "--device", "--client-id", "nobody");

        assertThat(login.await()).isEqualTo(1);
        assertThat(login.err()).contains("the issuer does not begin a login (").contains("try: datacline login");
    }

    /** A token that has ended is renewed by the next command, and the refresh token is used once. */
    private void renewsWhatHasEnded() throws IOException {
        ObjectNode kept = (ObjectNode) json(Files.readString(file()));
        ObjectNode login = (ObjectNode) kept.at("/logins").path(url);
        String before = login.path("access_token").asText();
        login.put("expires_at", Instant.now().toString());
        Files.writeString(file(), kept.toString());

        assertThat(run("tools", "list").code()).isZero();

        JsonNode after = json(Files.readString(file())).at("/logins").path(url);
        assertThat(after.path("access_token").asText()).isNotEqualTo(before);
        assertThat(Instant.parse(after.path("expires_at").asText())).isAfter(Instant.now());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private void isForgotten() throws IOException {
        String kept = Files.readString(file());
        assertThat(run("logout").out()).isEqualTo("Logged out at " + url + ".\n");
        assertThat(json(Files.readString(file())).path("logins").has(url)).isFalse();
        assertThat(run("whoami").err()).contains("you are not logged in", "try: datacline login --url " + url);

        // Keycloak has forgotten it too: somebody who has copied the file gets nothing for it.
        ObjectNode copied = (ObjectNode) json(kept);
        ((ObjectNode) copied.at("/logins").path(url))
                .put("expires_at", Instant.now().toString());
        Files.writeString(file(), copied.toString());
        assertThat(run("tools", "list").err()).contains("the login has ended (invalid_grant");
    }

    private Path file() {
        return home.resolve("config/datacline/logins.json");
    }

    private CommandProcess start(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = url;
        return CommandProcess.start(home, Map.of(), all);
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String... arguments) {
        try (CommandProcess process = start(arguments)) {
            int code = process.await();
            return new Ended(code, process.out(), process.err());
        }
    }

    private static void approve(String page, String user, String password, String name) {
        NodeProcess.Output output =
                NodeProcess.browser(name, "approve-login.mjs", page, user, password, SCREENSHOTS.toString(), name);
        assertThat(output.exitCode()).as("exit code; see %s", output.errors()).isZero();
    }
}
