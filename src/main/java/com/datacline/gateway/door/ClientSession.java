package com.datacline.gateway.door;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The session of one legacy client: what it declared, its streams, and what has been asked of it. */
final class ClientSession {
    private final String id;
    private final Caller caller;
    private final String version;
    private final ObjectNode capabilities;
    private final EventStream standing = new EventStream("0", true);
    private final ClientStream outside = new StandingStream(this);
    private final ReplayStreams streams;
    private final ClientQuestions questions;
    private final Elsewhere elsewhere;
    private final Map<JsonNode, Cancellation> calls = new ConcurrentHashMap<>();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<String> unsubscribed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String logLevel;
    private volatile long usedNanos = System.nanoTime();

    /**
     * @param patience how long the client may take to answer a server's question
     * @param elsewhere what it is at other nodes
     */
    ClientSession(
            String id, Caller caller, String version, ObjectNode capabilities, Duration patience, Elsewhere elsewhere) {
        this.id = id;
        this.caller = caller;
        this.version = version;
        this.capabilities = capabilities;
        this.elsewhere = elsewhere;
        this.streams = new ReplayStreams(elsewhere.node());
        this.questions = new ClientQuestions(patience, elsewhere.node());
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    String version() {
        return version;
    }

    ObjectNode capabilities() {
        return capabilities;
    }

    /** Returns the level that the client has set, or null if servers may choose. */
    @Nullable
    String logLevel() {
        return logLevel;
    }

    void logFrom(String level) {
        elsewhere.logFrom(level);
        logLevel = level;
    }

    /** Takes over what other nodes have heard of the client. */
    void learn(@Nullable String level, Set<String> subscribed) {
        logLevel = level;
        subscriptions.retainAll(subscribed);
        subscriptions.addAll(subscribed);
        unsubscribed.removeAll(subscribed);
    }

    /** The client has unsubscribed at another node; what this node's servers still say of the resource is not passed on. */
    void unsubscribedElsewhere(String uri) {
        subscriptions.remove(uri);
        unsubscribed.add(uri);
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    /** Streams can be resumed from their very start since 2025-11-25; older clients do not expect an empty event. */
    boolean resumesFromTheStart() {
        return version.equals(Protocol.LEGACY.getFirst());
    }

    void touch() {
        usedNanos = System.nanoTime();
    }

    /** Tells whether nobody has used it for that long. */
    boolean isIdle(Duration limit) {
        return !isBusy() && System.nanoTime() - usedNanos > limit.toNanos();
    }

    /** Tells whether anything of it is going on here. */
    boolean isBusy() {
        return standing.isRead() || !calls.isEmpty();
    }

    long usedNanos() {
        return usedNanos;
    }

    /** Returns the stream for what belongs to no call. */
    EventStream standing() {
        return standing;
    }

    ClientStream outside() {
        return outside;
    }

    /** Returns the streams of its calls. */
    ReplayStreams streams() {
        return streams;
    }

    /** Returns the stream of that name, if it is still kept. */
    @Nullable
    EventStream stream(String name) {
        return name.equals(standing.name()) ? standing : streams.find(name);
    }

    void begin(JsonNode request, Cancellation cancellation) {
        calls.put(request, cancellation);
    }

    void done(JsonNode request) {
        calls.remove(request);
        touch();
    }

    /** The client no longer wants the answer to one of its requests. */
    void cancel(JsonNode request) {
        Cancellation cancellation = calls.get(request);
        if (cancellation != null) {
            cancellation.cancel();
        } else {
            elsewhere.cancel(request);
        }
    }

    /** The same for a request that may have come here; no other node is asked. */
    void cancelHere(JsonNode request) {
        Cancellation cancellation = calls.get(request);
        if (cancellation != null) {
            cancellation.cancel();
        }
    }

    /** Takes the client's answer to what it was asked. */
    void answered(ObjectNode response) {
        if (!questions.answered(response)) {
            elsewhere.answered(response);
        }
    }

    /** Adds a message that belongs to no call; returns whether the client listens. */
    boolean say(ObjectNode message) {
        Boolean heard = elsewhere.say(message);
        if (heard == null) {
            standing.add(message);
            return standing.isRead();
        }
        return heard;
    }

    /** Tells whether the client listens to what belongs to no call. */
    boolean listens() {
        Boolean read = elsewhere.isRead();
        return read == null ? standing.isRead() : read || standing.isRead();
    }

    void subscribe(String uri) {
        elsewhere.subscribe(uri);
        subscriptions.add(uri);
        unsubscribed.remove(uri);
    }

    void unsubscribe(String uri) {
        elsewhere.unsubscribe(uri);
        subscriptions.remove(uri);
    }

    /** Tells the client that a list has changed, if it listens. */
    void listChanged(ObjectNode notification) {
        if (standing.wasEverRead()) {
            say(notification);
        }
    }

    boolean wants(ObjectNode notification) {
        return notification.path("method").asText().equals(Protocol.RESOURCE_UPDATED)
                ? !unsubscribed.contains(notification.path("params").path("uri").asText())
                : Protocol.isForCall(notification, logLevel);
    }

    /** A resource bears the name under which the client subscribed to it. */
    ObjectNode exposed(String server, ObjectNode notification) {
        if (!notification.path("method").asText().equals(Protocol.RESOURCE_UPDATED)) {
            return notification;
        }
        String uri = notification.path("params").path("uri").asText();
        String own = Protocol.uriAt(server, uri);
        if (subscriptions.contains(uri) || !subscriptions.contains(own)) {
            return notification;
        }
        ObjectNode renamed = notification.deepCopy();
        renamed.withObject("/params").put("uri", own);
        return renamed;
    }

    /** Returns what has been asked of the client. */
    ClientQuestions questions() {
        return questions;
    }

    /** Ends everything that the client has under way. */
    void end() {
        questions.end();
        calls.values().forEach(Cancellation::cancel);
        standing.end();
    }
}
