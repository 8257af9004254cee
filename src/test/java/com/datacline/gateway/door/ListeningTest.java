package com.datacline.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final SessionProperties BOUNDS = new SessionProperties(
            Duration.ofMinutes(1), 10, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 10);

    private static final TaskNames NAMES = new TaskNames(new byte[] {1});

    private final List<String> ended = new ArrayList<>();

    @Test
    void what_servers_keep_for_a_client_that_cannot_listen_after_all_ends() throws IOException {
        Listening listening = new Listening(
                BOUNDS, new ClientSessions(BOUNDS, ended::add), NAMES, ended::add, caller -> Sight.NOTHING);
        JsonNode params = WireJson.MAPPER.readTree("{}");
        Listen wanted = new Listen(Set.of(), Set.of("a://b"), Set.of());
        ListenStream stream = listening.prepare(IntNode.valueOf(1), params, wanted, Caller.ANONYMOUS);
        McpMessage message =
                new McpMessage(IntNode.valueOf(1), Era.MODERN, "subscriptions/listen", wanted, stream, null);

        HttpAnswer answer = new CallStreams(BOUNDS, NAMES).finish(message, HttpAnswer.json(500, new byte[0]));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(ended).containsExactly(stream.session());
    }
}
