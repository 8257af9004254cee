package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UpstreamPoolTest {

    @Test
    void calls_wait_for_a_connection_as_long_as_their_deadline_lets_them() throws Exception {
        try (ScriptedServer server = ScriptedServer.builder()
                        .tool(ScriptedTool.named("slow").after(Duration.ofMillis(300)))
                        .start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("one", server.url(), "timeout: 2")
                        .set("gateway.upstream.max-connections-per-server", "2")
                        .start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(gateway.toolNames()).contains("one__slow");

            List<Integer> few = statuses(threads, gateway, 8);
            List<Integer> many = statuses(threads, gateway, 30);

            assertThat(few).containsOnly(200);
            assertThat(many).contains(200, 504).containsOnly(200, 504);
        }
    }

    private static List<Integer> statuses(ExecutorService threads, GatewayUnderTest gateway, int calls)
            throws Exception {
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            answers.add(threads.submit(
                    () -> gateway.post("/mcp/invoke?mcp_server=one", "{\"tool_name\":\"slow\",\"parameters\":{}}")));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        return statuses;
    }
}
