package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersStayTest {
    private static final String[] HEADERS = {
        "Authorization", "Bearer caller-secret-1",
        "Cookie", "session=caller-secret-2",
        "X-Whatever", "caller-secret-3",
        "X-Forwarded-For", "caller-secret-4",
        "traceparent", "caller-secret-5",
        "CamelHttpUri", "http://caller-secret-6/",
        "Mcp-Session-Id", "caller-secret-7",
    };
    private static ScriptedServer server;
    private static ScriptedServer second;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        server = ScriptedServer.start();
        second = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("s", server.url())
                .server("t", second.url(), "protocol: legacy")
                .start();
        gateway.toolNames();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"s__echo\"}}",
                "/mcp {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"broadcast__echo\"}}",
                "/mcp {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                "/mcp {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}",
                "/mcp nonsense",
                "/mcp/invoke?mcp_server=t {\"tool_name\":\"echo\"}",
                "/mcp/invoke?mcp_server=nope {\"tool_name\":\"echo\"}",
                "/tools/echo/invoke {}",
                "/nowhere {}",
            })
    void no_header_of_the_caller_comes_back_or_goes_on(String pathAndBody) {
        server.forget();
        second.forget();
        int blank = pathAndBody.indexOf(' ');

        HttpResponse<String> answer =
                gateway.send("POST", pathAndBody.substring(0, blank), pathAndBody.substring(blank + 1), HEADERS);

        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("caller-secret");
        assertThat(answer.headers().map().keySet().stream().map(String::toLowerCase))
                .isSubsetOf(
                        "allow",
                        "cache-control",
                        "connection",
                        "content-length",
                        "content-security-policy",
                        "content-type",
                        "date",
                        "expires",
                        "keep-alive",
                        "pragma",
                        "referrer-policy",
                        "vary",
                        "x-content-type-options",
                        "x-frame-options",
                        "x-xss-protection");
        List<Received> requests = new ArrayList<>(server.requests());
        requests.addAll(second.requests());
        assertThat(requests.toString()).doesNotContain("caller-secret");
    }

    @Test
    void two_hundred_callers_at_once_each_get_their_own_answer() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String body = "{\"jsonrpc\":\"2.0\",\"id\":\"id-" + i
                        + "\",\"method\":\"tools/call\",\"params\":{\"name\":\"" + (i % 2 == 0 ? "s" : "t")
                        + "__echo\",\"arguments\":{\"message\":\"m-" + i + "\"}}}";
                answers.add(callers.submit(() -> gateway.post("/mcp", body).body()));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get()).contains("\"id\":\"id-" + i + "\"", "\"text\":\"m-" + i + "\"");
            }
        }
    }
}
