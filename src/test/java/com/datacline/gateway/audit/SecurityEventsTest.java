package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityEvent.Part;
import com.datacline.gateway.security.SecurityLog;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecurityEventsTest {
    private static final List<JsonNode> POSTED = new CopyOnWriteArrayList<>();
    private static HttpServer webhook;
    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        webhook.createContext("/", exchange -> {
            POSTED.add(json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        issuer = TokenIssuer.start("gateway");
        gateway = GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.resource", "http://gateway/mcp")
                .set("gateway.audit.to-stdout", "true")
                .set(
                        "gateway.audit.webhook",
                        "http://127.0.0.1:" + webhook.getAddress().getPort() + "/")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        webhook.stop(0);
    }

    @Test
    void a_refused_login_reaches_every_listener_once_and_as_the_journal_has_it(CapturedOutput output) {
        assertThat(gateway.get("/tools?from=here").statusCode()).isEqualTo(401);

        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("event_type").asText()).isEqualTo("authentication");
        eventually("the webhook has it", () -> POSTED.contains(record));
        eventually("it is printed", () -> output.getOut()
                .contains(record.path("hash").asText()));
        assertThat(POSTED).containsOnlyOnce(record);
        assertThat(output.getOut()
                        .lines()
                        .filter(line -> line.contains(record.path("id").asText())))
                .singleElement()
                .isEqualTo(record.toString());
    }

    @Test
    void a_web_page_that_may_not_call_is_recorded() {
        assertThat(gateway.get("/tools", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);

        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("event_type").asText()).isEqualTo("authentication");
        assertThat(record.path("outcome").asText()).isEqualTo("forbidden_origin");
        assertThat(record.path("error").asText()).startsWith("Origin https://evil.example ");
        assertThat(record.at("/parameters/path").asText()).isEqualTo("/tools");
    }

    @Test
    void the_start_is_recorded_with_the_files_in_force() {
        JsonNode first = gateway.wholeJournal().getFirst();

        assertThat(first.path("action").asText()).isEqualTo("gateway_started");
        assertThat(first.at("/parameters/auth_enabled").asBoolean()).isTrue();
        assertThat(first.at("/parameters/files/mcp_servers.yaml").asText()).matches("[0-9a-f]{64}");
        eventually("the webhook has it", () -> POSTED.contains(first));
    }

    @Test
    void what_operators_see_and_do_is_an_administrators_business() throws Exception {
        for (String[] request : new String[][] {
            {"GET", "/mcp/quarantine"},
            {"POST", "/mcp/server/s/tools/t/approve"},
            {"GET", "/routes"},
            {"GET", "/routes/files"},
            {"GET", "/servers"},
            {"GET", "/audit"},
            {"GET", "/audit/stream"}
        }) {
            assertThat(as("gateway-user", request)).isEqualTo(403);
            JsonNode record = gateway.journal().getLast();
            assertThat(record.path("status").asText()).isEqualTo("denied");
            assertThat(record.path("user").asText()).isEqualTo("ana");
            assertThat(record.path("action").asText())
                    .isIn(
                            "list_quarantine",
                            "approve_tool",
                            "list_routes",
                            "list_route_files",
                            "list_server_states",
                            "query_audit",
                            "watch_audit");
            assertThat(record.path("error").asText()).contains("gateway-admin");
        }
        assertThat(as("gateway-admin", "GET", "/mcp/quarantine")).isEqualTo(200);
        assertThat(as("gateway-admin", "GET", "/routes")).isEqualTo(200);
        assertThat(as("gateway-admin", "GET", "/routes/files")).isEqualTo(200);
        assertThat(as("gateway-admin", "GET", "/servers")).isEqualTo(200);
        assertThat(as("gateway-admin", "GET", "/audit")).isEqualTo(200);
        assertThat(as("gateway-admin", "POST", "/mcp/server/s/tools/t/approve")).isEqualTo(404);
    }

    @Test
    void every_event_has_a_record_with_a_type_and_an_action() {
        List<SecurityEvent> events = List.of(
                new SecurityEvent.FileChanged(Part.POLICY, "policy.yaml", "ab", 3),
                new SecurityEvent.FileRejected(Part.REGISTRY, "mcp_servers.yaml", "line 3: no"),
                new SecurityEvent.ServerLogin("s", "ana", true),
                new SecurityEvent.GatewayStopped("2"),
                new SecurityEvent.GatewayStarted("2", true, Map.of()));
        SecurityLog log = gateway.bean(SecurityLog.class);

        assertThat(events).allSatisfy(event -> {
            log.note(event);
            JsonNode record = gateway.wholeJournal().getLast();
            for (String member : List.of("event_type", "action", "user", "status", "outcome", "timestamp", "id")) {
                assertThat(record.path(member).asText()).as(member).isNotEmpty();
            }
            assertThat(record.path("event_type").asText()).isNotEqualTo("mcp_request");
        });
    }

    private static int as(String role, String... request) throws Exception {
        String token = issuer.token(claims -> claims.issuer(issuer.issuer())
                .subject("ana")
                .audience("http://gateway/mcp")
                .claim("realm_access", Map.of("roles", List.of(role)))
                .expirationTime(Date.from(Instant.now().plusSeconds(60))));
        return gateway.send(
                        request[0],
                        request[1],
                        "",
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json")
                .statusCode();
    }
}
