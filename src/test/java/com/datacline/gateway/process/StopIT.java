package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ScriptedServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A gateway that is asked to end while it has work to do. */
@Alone
class StopIT {
    private static final int CLIENTS = 8;
    private static final Duration GRACE = Duration.ofSeconds(8);

    @Test
    void no_accepted_call_is_lost_when_the_gateway_is_asked_to_end() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            GatewaySetup setup = GatewayProcess.with().server("one", server.url());
            try (GatewayProcess gateway = setup.start();
                    Load load = Load.on(gateway, "call", CLIENTS, Integer.MAX_VALUE)) {
                Thread.sleep(1_500);
                List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    slow.add(sleep(gateway));
                }
                while (server.requests("tools/call").stream()
                                .filter(call -> call.tool().equals("sleep"))
                                .count()
                        < CLIENTS) {
                    Thread.sleep(20);
                }

                Duration took = gateway.terminate();
                load.awaitEnd();

                for (CompletableFuture<HttpResponse<String>> call : slow) {
                    assertThat(call.join().statusCode()).as(call.join().body()).isEqualTo(200);
                }
                System.out.println("stop: " + load.answered().size() + " calls answered, ended in " + took);
                assertThat(took).isBetween(Duration.ofMillis(500), GRACE.plusSeconds(2));
                // What was asked of the server was answered to the client, and is on record.
                assertThat(Journals.messages(gateway.journal())).containsExactlyInAnyOrderElementsOf(load.answered());
                assertThat(gateway.output()).doesNotContain("\tat ");
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> sleep(GatewayProcess gateway) {
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(gateway.send(
                        "POST",
                        "/mcp/invoke?mcp_server=one",
                        "{\"tool_name\":\"sleep\",\"parameters\":{\"ms\":4000}}"));
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
