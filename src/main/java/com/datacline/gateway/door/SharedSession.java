package com.datacline.gateway.door;

import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.cluster.SharedSessions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that all nodes know. Its messages beside calls wait in the shared place, from where the node takes them to which
 * the client listens; what only one node has is asked of that node.
 */
final class SharedSession implements Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSession.class);

    private final String id;
    private final Duration idle;
    private final SharedSessions shared;
    private final Nodes nodes;
    private final Relays relays;
    private final ReentrantLock taking = new ReentrantLock();
    private volatile boolean read;
    private volatile long usedNanos = System.nanoTime();
    private int listeners;

    SharedSession(String id, Duration idle, SharedSessions shared, Nodes nodes, Relays relays) {
        this.id = id;
        this.idle = idle;
        this.shared = shared;
        this.nodes = nodes;
        this.relays = relays;
    }

    /** Notes what has just been read of it. */
    void learned(boolean isRead) {
        read = isRead;
        usedNanos = System.nanoTime();
    }

    /** Tells whether the others may soon take it for unused. */
    boolean isDue() {
        return System.nanoTime() - usedNanos > idle.toNanos() / 4;
    }

    @Override
    public String node() {
        return nodes.self();
    }

    @Override
    public void logFrom(String level) {
        shared.logFrom(id, level);
    }

    @Override
    public void subscribe(String uri) {
        shared.subscribe(id, uri);
    }

    @Override
    public void unsubscribe(String uri) {
        shared.unsubscribe(id, uri);
        nodes.tellOthers(SessionNews.TOPIC, SessionNews.UNSUBSCRIBED.of(id).put("uri", uri));
    }

    @Override
    public void cancel(JsonNode request) {
        ObjectNode news = SessionNews.CANCELLED.of(id);
        news.set("request", request);
        nodes.tellOthers(SessionNews.TOPIC, news);
    }

    @Override
    public void answered(ObjectNode response) {
        String asker = ClientQuestions.askedBy(response);
        if (!asker.isEmpty()) {
            ObjectNode news = SessionNews.ANSWERED.of(id);
            news.set("response", response);
            nodes.tell(asker, SessionNews.TOPIC, news);
        }
    }

    @Override
    public void noticed(ObjectNode notification) {
        ObjectNode news = SessionNews.NOTICED.of(id);
        news.set("notification", notification);
        nodes.tellOthers(SessionNews.TOPIC, news);
    }

    @Override
    public Boolean say(ObjectNode message) {
        try {
            return shared.say(id, message, idle);
        } catch (Away e) {
            LOG.debug("a client does not hear {}", message.path("method"), e);
            return false;
        }
    }

    @Override
    public Boolean isRead() {
        return read;
    }

    @Override
    public long listen(EventStream standing, @Nullable Long after) {
        SharedSessions.Reading reading;
        long from;
        taking.lock();
        try {
            reading = shared.read(id, nodes.self());
            from = after == null ? reading.sent() : after;
            standing.restart(from);
            listeners++;
            shared.events(id, from).forEach(event -> standing.add(event.number(), event.json()));
        } finally {
            taking.unlock();
        }
        String before = reading.before();
        if (before != null && !before.equals(nodes.self())) {
            takeOver(before);
        }
        return from;
    }

    /** Where the node is gone to which the client listened, nobody can say which lists have changed meanwhile. */
    private void takeOver(String before) {
        if (!nodes.tell(before, SessionNews.TOPIC, SessionNews.MOVED.of(id))) {
            for (ListKind kind : ListKind.values()) {
                say(JsonRpc.notification(kind.method()));
            }
        }
    }

    @Override
    public void unlisten(EventStream standing) {
        taking.lock();
        try {
            listeners--;
            if (listeners == 0) {
                shared.unread(id, nodes.self(), standing.position());
            }
        } catch (Away e) {
            LOG.debug("who listens cannot be noted", e);
        } finally {
            taking.unlock();
        }
    }

    /** Takes what has come for the client that listens here. */
    void take(EventStream standing) {
        taking.lock();
        try {
            if (listeners > 0) {
                shared.events(id, standing.last()).forEach(event -> standing.add(event.number(), event.json()));
            }
        } catch (Away e) {
            LOG.debug("a client hears what there is when Redis is back", e);
        } finally {
            taking.unlock();
        }
    }

    @Override
    public @Nullable FarStream stream(String name, long after) {
        String node = ReplayStreams.nodeOf(name);
        return node.isEmpty() || node.equals(nodes.self())
                ? null
                : relays.ask(
                        node,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("session", id)
                                .put("stream", name)
                                .put("after", after));
    }
}
