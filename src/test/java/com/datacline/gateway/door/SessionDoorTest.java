package com.datacline.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionDoorTest {
    private static final SessionProperties BOUNDS = new SessionProperties(
            Duration.ofMinutes(30), 10, 10, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 10);

    @Test
    void a_client_whose_stream_broke_off_has_as_long_to_come_back_as_any() {
        ClientSessions sessions = new ClientSessions(BOUNDS, id -> {});
        SessionDoor door =
                new SessionDoor(sessions, new Greetings("1", sight -> JsonNodeFactory.instance.objectNode()), BOUNDS);
        ClientSession session = sessions.open(Caller.ANONYMOUS, "2025-11-25", JsonNodeFactory.instance.objectNode());
        EventAnswer stream = (EventAnswer) door.listen("text/event-stream", session.id(), null, Caller.ANONYMOUS, null);
        long asked = session.usedNanos();

        assertThatThrownBy(() -> stream.write(events -> {
                    throw new IOException("nobody reads");
                }))
                .isInstanceOf(IOException.class);

        assertThat(session.usedNanos()).isGreaterThan(asked);
        assertThat(session.isBusy()).isFalse();
    }
}
