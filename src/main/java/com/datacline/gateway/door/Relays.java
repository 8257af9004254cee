package com.datacline.gateway.door;

import com.datacline.gateway.call.Ids;
import com.datacline.gateway.cluster.Nodes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams of calls that run at one node and are resumed at another: the first sends the second its events. */
final class Relays {
    static final String TOPIC = "relay";
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
    private static final Duration TO_OPEN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final Function<String, @Nullable ClientSession> sessions;
    private final Duration keepAlive;
    private final Map<String, BlockingQueue<ObjectNode>> incoming = new ConcurrentHashMap<>();
    private final Set<String> outgoing = ConcurrentHashMap.newKeySet();

    /** @param sessions finds this node's part of a session */
    Relays(Nodes nodes, Function<String, @Nullable ClientSession> sessions, Duration keepAlive) {
        this.nodes = nodes;
        this.sessions = sessions;
        this.keepAlive = keepAlive;
    }

    /** Asks a node for a stream; returns null if it is not there or has no such stream. */
    Elsewhere.@Nullable FarStream ask(String node, ObjectNode wanted) {
        String relay = Ids.next();
        BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
        incoming.put(relay, events);
        ObjectNode asked = wanted.put("what", "ask").put("relay", relay).put("to", nodes.self());
        ObjectNode first = nodes.tell(node, TOPIC, asked) ? poll(events, TO_OPEN) : null;
        if (first == null || !first.path("what").asText().equals("open")) {
            incoming.remove(relay);
            return null;
        }
        return (client, patience) -> pump(node, relay, events, client);
    }

    private void pump(String node, String relay, BlockingQueue<ObjectNode> events, EventWriter client)
            throws IOException {
        try {
            while (true) {
                ObjectNode news = poll(events, LOOK_EVERY);
                if (news == null) {
                    if (!nodes.tell(node, TOPIC, message("still", relay))) {
                        return;
                    }
                } else if (news.path("what").asText().equals("events")) {
                    client.write(news.path("events").asText().getBytes(StandardCharsets.UTF_8));
                } else {
                    return;
                }
            }
        } finally {
            incoming.remove(relay);
            nodes.tell(node, TOPIC, message("gone", relay));
        }
    }

    void heard(ObjectNode news) {
        String relay = news.path("relay").asText();
        switch (news.path("what").asText()) {
            case "ask" -> begin(relay, news);
            case "gone" -> outgoing.remove(relay);
            case "open", "events", "end" -> {
                BlockingQueue<ObjectNode> events = incoming.get(relay);
                if (events != null) {
                    events.add(news);
                }
            }
            default -> {}
        }
    }

    private void begin(String relay, ObjectNode asked) {
        String to = asked.path("to").asText();
        ClientSession session = sessions.apply(asked.path("session").asText());
        EventStream stream =
                session == null ? null : session.stream(asked.path("stream").asText());
        if (stream == null) {
            nodes.tell(to, TOPIC, message("end", relay));
            return;
        }
        outgoing.add(relay);
        nodes.tell(to, TOPIC, message("open", relay));
        long after = asked.path("after").asLong();
        Thread.ofVirtual().name("relayed-stream").start(() -> {
            try {
                stream.pump(new ToNode(to, relay), after, keepAlive);
                nodes.tell(to, TOPIC, message("end", relay));
            } catch (IOException e) {
                LOG.debug("nobody reads the stream at the other node any more", e);
            } finally {
                outgoing.remove(relay);
            }
        });
    }

    private static ObjectNode message(String what, String relay) {
        return JsonNodeFactory.instance.objectNode().put("what", what).put("relay", relay);
    }

    private static @Nullable ObjectNode poll(BlockingQueue<ObjectNode> events, Duration patience) {
        try {
            return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Another node as the reader of a stream. */
    private final class ToNode implements EventWriter {
        private final String node;
        private final String relay;

        ToNode(String node, String relay) {
            this.node = node;
            this.relay = relay;
        }

        @Override
        public void write(byte[] events) throws IOException {
            String text = new String(events, StandardCharsets.UTF_8);
            if (!outgoing.contains(relay)
                    || !nodes.tell(node, TOPIC, message("events", relay).put("events", text))) {
                throw new IOException("the node that asked is gone");
            }
        }
    }
}
