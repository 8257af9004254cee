package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CredentialTravelTest {
    private static final String REF = "credential_ref: \"env://TEST_SECRET\"";
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = ScriptedServer.start();
        Path file = Files.writeString(folder.resolve("secret"), "  from-file-s3cret \nsecond line\n");
        gateway = GatewayUnderTest.with()
                .set("TEST_SECRET", "s3cret&=")
                .server("bearer", server.url(), "auth: {method: bearer, " + REF + "}")
                .server("raw", server.url(), "auth: {method: api_key, name: X-Key, format: raw, " + REF + "}")
                .server(
                        "template",
                        server.url(),
                        "auth: {method: custom, format: template, template: \"Custom {credential}!\", " + REF + "}")
                .server("basic", server.url(), "auth: {method: basic, " + REF + "}")
                .server(
                        "query",
                        server.url(),
                        "auth: {method: api_key, location: query, name: key, format: raw, " + REF + "}")
                .server(
                        "body",
                        server.url(),
                        "auth: {method: api_key, location: body, name: api_key, format: raw, " + REF + "}")
                .server("file", server.url(), "auth: {method: bearer, credential_ref: \"file://" + file + "\"}")
                .server("none", server.url(), "auth: {method: none}")
                .server("missing", server.url(), "auth: {method: bearer, credential_ref: \"env://NO_SUCH_VARIABLE\"}")
                .server("nofile", server.url(), "auth: {method: bearer, credential_ref: \"file:///no/such/file\"}")
                .set("gateway.catalogue.retry", "10m")
                .set("gateway.catalogue.refresh", "10m")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.recover();
        server.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "bearer, authorization, Bearer s3cret&=",
        "raw, x-key, s3cret&=",
        "template, authorization, Custom s3cret&=!",
        "file, authorization, Bearer from-file-s3cret",
    })
    void a_credential_goes_where_the_registry_says(String name, String header, String value) {
        assertThat(call(name).headers()).containsEntry(header, value);
    }

    @Test
    void basic_is_base64() {
        String encoded = Base64.getEncoder().encodeToString("s3cret&=".getBytes(StandardCharsets.UTF_8));

        assertThat(call("basic").headers()).containsEntry("authorization", "Basic " + encoded);
    }

    @Test
    void it_may_go_into_the_query_or_the_body_and_then_nowhere_else() {
        Received query = call("query");
        Received body = call("body");
        Received none = call("none");

        assertThat(query.path()).isEqualTo("/mcp?key=s3cret%26%3D");
        assertThat(query.headers()).doesNotContainKey("authorization");
        assertThat(body.body().path("api_key").asText()).isEqualTo("s3cret&=");
        assertThat(body.headers()).doesNotContainKey("authorization");
        assertThat(none.toString()).doesNotContain("s3cret").doesNotContain("authorization");
    }

    @ParameterizedTest
    @CsvSource({"missing, NO_SUCH_VARIABLE", "nofile, /no/such/file"})
    void without_its_credential_no_request_leaves(String name, String place) {
        HttpResponse<String> answer = gateway.post("/mcp/invoke?mcp_server=" + name, "{\"tool_name\":\"echo\"}");

        JsonNode body = GatewayUnderTest.json(answer.body());
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(body.path("code").asText()).isEqualTo("credential_unavailable");
        assertThat(body.path("detail").asText()).contains("server " + name, place);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void no_secret_is_told(CapturedOutput output) {
        StringBuilder told = new StringBuilder();
        for (Misbehaviour fault : new Misbehaviour[] {
            Misbehaviour.STATUS_500, Misbehaviour.REFUSE, Misbehaviour.HTML, Misbehaviour.DROP_MID_BODY
        }) {
            server.failing(fault);
            for (String name : new String[] {"bearer", "raw", "template", "basic", "query", "body", "file"}) {
                told.append(gateway.call(name + "__echo", "{}"));
                told.append(gateway.get("/mcp/list-tools?mcp_server=" + name).body());
            }
        }
        told.append(gateway.get("/health").body());
        told.append(gateway.get("/config").body());
        told.append(gateway.get("/mcp/servers").body());
        told.append(gateway.journal());

        assertThat(told.toString() + output).doesNotContain("s3cret", "czNjcmV0");
    }

    private static Received call(String name) {
        JsonNode answer = gateway.call(name + "__echo", "{\"message\":\"x\"}");
        assertThat(answer.at("/result/content/0/text").asText())
                .as(answer.toString())
                .isEqualTo("x");
        return server.requests("tools/call").getLast();
    }
}
