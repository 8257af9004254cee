package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.process.GatewayProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hawtio in a real browser, with a login at a real Keycloak; its pictures are in {@code target/screenshots}. */
class HawtioIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    @Test
    void an_operator_logs_in_sees_the_routes_and_takes_a_server_out() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        int management = FreePort.next();
        String page = "http://localhost:" + management + "/actuator/hawtio/";
        KEYCLOAK.changeClient(
                "gateway-hawtio", client -> client.putArray("redirectUris").add(page + "*"));
        try (ScriptedServer one = ScriptedServer.start()) {
            var setup = GatewayProcess.with().server("one", one.url());
            String origin = "http://localhost:" + setup.port();
            KEYCLOAK.issuesTokensFor(origin + "/mcp");
            try (GatewayProcess gateway = setup.set("AUTH_ENABLED", "true")
                    .set("HOST", "127.0.0.1")
                    .set("KEYCLOAK_URL", KEYCLOAK.base())
                    .set("MCP_RESOURCE_SERVER_URL", origin + "/mcp")
                    .set("MANAGEMENT_PORT", "" + management)
                    .start()) {
                NodeProcess.Output output = NodeProcess.browser("hawtio", "hawtio.mjs", page, SCREENSHOTS.toString());
                assertThat(output.exitCode())
                        .as("exit code; see %s", output.errors())
                        .isZero();
                JsonNode seen = json(output.out());

                assertThat(seen.path("asked").asText()).isEqualTo(KEYCLOAK.base());
                assertThat(seen.path("nodes").asInt()).isGreaterThan(10);
                assertThat(seen.path("row").asText()).contains("upstream-one", "Started");
                assertThat(texts(seen.path("violations"))).isEmpty();
                assertThat(texts(seen.path("withToken"))).isNotEmpty().allMatch(path -> path.contains("jolokia"));
                eventually("the server is out", () -> call(gateway).statusCode() == 409);
                assertThat(gateway.journal())
                        .anySatisfy(record ->
                                assertThat(record.path("action").asText()).isEqualTo("server_stopped"));
            }
        }
    }

    private static HttpResponse<String> call(GatewayProcess gateway) {
        try {
            return gateway.send(
                    "POST",
                    "/mcp/invoke?mcp_server=one",
                    "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}",
                    "Authorization",
                    "Bearer " + KEYCLOAK.token("admin", "admin123"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
