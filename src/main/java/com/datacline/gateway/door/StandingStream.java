package com.datacline.gateway.door;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What reaches a legacy client beside its calls. */
final class StandingStream implements ClientStream {
    private final ClientSession session;

    StandingStream(ClientSession session) {
        this.session = session;
    }

    @Override
    public Dialogue dialogue() {
        return session.listens() ? Dialogue.REQUEST : Dialogue.NONE;
    }

    @Override
    public String session() {
        return session.id();
    }

    @Override
    public ObjectNode capabilities() {
        return session.capabilities();
    }

    @Override
    public @Nullable String logLevel() {
        return session.logLevel();
    }

    @Override
    public void tell(String server, ObjectNode notification) {
        if (session.wants(notification)) {
            session.say(session.exposed(server, notification));
        }
    }

    @Override
    public ObjectNode ask(String method, ObjectNode params, Cancellation unwanted) {
        return session.questions().ask(method, params, session::say, unwanted, new CompletableFuture<>());
    }
}
