package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What nodes tell each other of a client's session. */
enum SessionNews {
    ENDED,
    /** The client listens to another node now. */
    MOVED,
    CANCELLED,
    ANSWERED,
    NOTICED,
    UNSUBSCRIBED;

    static final String TOPIC = "session";
    /** News that messages wait for a client that listens; told by whoever keeps them. */
    static final String LISTENING = "listening";

    ObjectNode of(String session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("session", session)
                .put("what", name().toLowerCase(Locale.ROOT));
    }

    static SessionNews in(ObjectNode news) {
        return valueOf(news.path("what").asText().toUpperCase(Locale.ROOT));
    }
}
