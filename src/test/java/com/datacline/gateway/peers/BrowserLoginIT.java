package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.process.GatewayProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that knows nothing but the gateway's address logs its user in, with a real browser at a real Keycloak. */
class BrowserLoginIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    private static ScriptedServer server;
    private static GatewayProcess gateway;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(SCREENSHOTS);
        server = ScriptedServer.start();
        var setup = GatewayProcess.with().server("one", server.url());
        url = "http://localhost:" + setup.port() + "/mcp";
        KEYCLOAK.issuesTokensFor(url);
        gateway = setup.set("AUTH_ENABLED", "true")
                .set("HOST", "127.0.0.1")
                .set("KEYCLOAK_URL", KEYCLOAK.base())
                .set("MCP_RESOURCE_SERVER_URL", url)
                .set("MCP_REQUIRED_SCOPES", "mcp:tools")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void a_client_that_nobody_knows_registers_itself_and_its_user_consents() throws IOException {
        JsonNode seen = login("register");

        assertLoggedIn(seen);
        assertThat(texts(seen.path("requests")))
                .anyMatch(request -> request.startsWith("POST " + KEYCLOAK.issuer() + "/clients-registrations")
                        && request.endsWith(" 201"));
        assertThat(texts(seen.path("consent"))).contains("Call tools through the MCP gateway");
    }

    @Test
    void a_client_that_keycloak_knows_logs_in_without_registering() throws IOException {
        JsonNode seen = login("vscode-mcp-client");

        assertLoggedIn(seen);
        assertThat(seen.path("client").asText()).isEqualTo("vscode-mcp-client");
        assertThat(texts(seen.path("requests"))).noneMatch(request -> request.contains("registration"));
    }

    private static void assertLoggedIn(JsonNode seen) {
        String gatewayRoot = url.substring(0, url.length() - "/mcp".length());
        assertThat(texts(seen.path("requests")))
                .startsWith(
                        "POST " + url + " 401", "GET " + gatewayRoot + "/.well-known/oauth-protected-resource/mcp 200")
                .contains("POST " + KEYCLOAK.issuer() + "/protocol/openid-connect/token 200");
        JsonNode asked = seen.path("authorization");
        assertThat(asked.path("endpoint").asText()).isEqualTo(KEYCLOAK.issuer() + "/protocol/openid-connect/auth");
        assertThat(asked.path("code_challenge_method").asText()).isEqualTo("S256");
        assertThat(asked.path("resource").asText()).isEqualTo(url);
        assertThat(asked.path("scope").asText()).contains("mcp:tools");
        assertThat(texts(seen.path("callback"))).contains("code", "iss", "state");
        assertThat(texts(seen.path("tools"))).contains("one__echo");
        assertThat(seen.at("/called/content/0/text").asText()).isEqualTo("grüße");

        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("user").asText()).isEqualTo("testuser");
        assertThat(record.path("tool_name").asText()).isEqualTo("echo");
    }

    private static JsonNode login(String client) {
        NodeProcess.Output output = NodeProcess.browser(
                "browser-login-" + client,
                "browser-login.mjs",
                url,
                "testuser",
                "testpass",
                SCREENSHOTS.toString(),
                client);
        assertThat(output.exitCode()).as("exit code; see %s", output.errors()).isZero();
        return json(output.out());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
