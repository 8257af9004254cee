package com.datacline.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.ListChanges;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void only_those_hear_of_a_change_who_may_know_of_what_has_changed() throws IOException {
        Listening listening = new Listening(
                BOUNDS, new ClientSessions(BOUNDS, ended::add), NAMES, ended::add, ListeningTest::ownServer);
        ListenStream ana = listens(listening, "ana");
        ListenStream bob = listens(listening, "bob");

        listening.announce(new ListChanges(Map.of(
                Action.LIST_TOOLS, Set.of(new Place("ana", "t")), Action.LIST_PROMPTS, Set.of(new Place("bob", "p")))));
        listening.end();

        assertThat(heard(ana)).contains("tools/list_changed").doesNotContain("prompts/list_changed");
        assertThat(heard(bob)).contains("prompts/list_changed").doesNotContain("tools/list_changed");
    }

    @Test
    void everybody_hears_when_anything_may_have_changed() throws IOException {
        Listening listening = new Listening(
                BOUNDS, new ClientSessions(BOUNDS, ended::add), NAMES, ended::add, caller -> Sight.NOTHING);
        ListenStream ana = listens(listening, "ana");

        listening.announceAll();
        listening.end();

        assertThat(heard(ana)).contains("tools/list_changed", "prompts/list_changed");
    }

    private static ListenStream listens(Listening listening, String name) throws IOException {
        Listen wanted = new Listen(
                Set.of("notifications/tools/list_changed", "notifications/prompts/list_changed"), Set.of(), Set.of());
        Caller caller = new Caller(name, Set.of(), Set.of(), Set.of());
        ListenStream stream = listening.prepare(IntNode.valueOf(1), WireJson.MAPPER.readTree("{}"), wanted, caller);
        listening.open(new McpMessage(IntNode.valueOf(1), Era.MODERN, "subscriptions/listen", wanted, stream, null));
        return stream;
    }

    /** Somebody who may know of the server of the same name. */
    private static Sight ownServer(Caller caller) {
        return new Sight() {
            @Override
            public boolean sees(Action list, Place place) {
                return sees(place.server());
            }

            @Override
            public boolean sees(String server) {
                return server.equals(caller.name());
            }
        };
    }

    private static String heard(ListenStream stream) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        stream.write(written::write);
        return written.toString(StandardCharsets.UTF_8);
    }
}
