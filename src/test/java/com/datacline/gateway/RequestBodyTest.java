package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.RawHttp;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("s", server.url())
                .set("gateway.routes.max-request", "1MB")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/", "/mcp/invoke?mcp_server=s", "/tools/echo/invoke"})
    void a_body_beyond_the_limit_is_413(String path) {
        HttpResponse<String> answer = gateway.post(path, "{\"x\":\"" + "x".repeat(1_100_000) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("1048576 bytes").doesNotContain("Exception");
    }

    @Test
    void a_body_beyond_the_limit_is_413_without_an_announced_length_too() throws Exception {
        assertThat(chunked("{\"x\":\"" + "x".repeat(1_100_000) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void an_absurd_length_is_refused_before_a_byte_is_read() throws IOException {
        for (String length : new String[] {"9000000000000000000", "99999999999999999999999", "-5", "x"}) {
            assertThat(statusLine("Content-Length: " + length)).as(length).containsPattern(" (400|413) ");
        }
    }

    @Test
    void a_chunked_body_is_read() throws Exception {
        HttpResponse<String> answer = chunked(PING);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"result\":{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/invoke?mcp_server=s", "/mcp/invoke-broadcast", "/tools/echo/invoke"})
    void ten_thousand_levels_are_400(String path) {
        for (String deep : new String[] {"[".repeat(10_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)}) {
            HttpResponse<String> answer = gateway.post(path, deep);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("200 levels");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/invoke?mcp_server=s"})
    void a_number_with_an_exponent_beyond_all_bounds_is_400(String path) {
        for (String number : new String[] {"1e30999999999999999999999", "1e-99999999999", "-1E2147483649"}) {
            HttpResponse<String> answer = gateway.post(
                    path, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":" + number + "}}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("exponent");
        }
    }

    @Test
    void control_characters_in_a_header_are_400() {
        RawHttp.Answer answer = RawHttp.send(
                gateway.url("/").getPort(), RawHttp.get("/mcp/servers", "Host: localhost", "Mcp-Method: a\u0001b"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "nonsense", "a/b; c=\""
            })
    void the_content_type_does_not_matter(String type) {
        assertThat(gateway.send("POST", "/mcp", PING, "Content-Type", type).body())
                .contains("\"result\":{}");
        assertThat(gateway.send(
                                "POST",
                                "/mcp/invoke?mcp_server=s",
                                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"a=b&c\"}}",
                                "Content-Type",
                                type)
                        .body())
                .contains("a=b&c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/invoke?mcp_server=s"})
    void bytes_that_are_no_utf8_are_400(String path) throws Exception {
        byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        for (int b : new int[] {0xff, 0xc3, 0x80}) {
            body[body.length - 3] = (byte) b;
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(gateway.url(path))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
    }

    @Test
    void an_empty_body_is_no_riddle() {
        assertThat(gateway.post("/mcp", "").statusCode()).isEqualTo(400);
        assertThat(gateway.post("/mcp/invoke?mcp_server=s", "").statusCode()).isEqualTo(422);
        assertThat(gateway.post("/tools/echo/invoke", "").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> chunked(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(gateway.url("/mcp"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String statusLine(String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.url("/").getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(16), StandardCharsets.US_ASCII);
        }
    }
}
