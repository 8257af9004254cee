package com.datacline.gateway.door;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.FailureCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The session of one legacy client: what it declared, its streams, and what has been asked of it. */
final class ClientSession {
    /** Of streams that have ended, so many can still be resumed. */
    private static final int MOST_ENDED = 16;

    private static final int MOST_ASKED = 100;

    private final String id;
    private final String caller;
    private final String version;
    private final ObjectNode capabilities;
    private final Duration patience;
    private final EventStream standing = new EventStream("0", true);
    private final ClientStream outside = new StandingStream();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, EventStream> streams = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<ObjectNode>> asked = new ConcurrentHashMap<>();
    private final Map<JsonNode, Cancellation> calls = new ConcurrentHashMap<>();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String logLevel;
    private volatile long usedNanos = System.nanoTime();

    /** @param patience how long the client may take to answer a server's question */
    ClientSession(String id, String caller, String version, ObjectNode capabilities, Duration patience) {
        this.id = id;
        this.caller = caller;
        this.version = version;
        this.capabilities = capabilities;
        this.patience = patience;
    }

    String id() {
        return id;
    }

    String caller() {
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
        logLevel = level;
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
        return !standing.isRead() && calls.isEmpty() && System.nanoTime() - usedNanos > limit.toNanos();
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

    /** Returns a new stream for one call. */
    EventStream open() {
        EventStream stream = new EventStream(String.valueOf(numbers.incrementAndGet()), true);
        synchronized (streams) {
            streams.put(stream.name(), stream);
            long tooMany = streams.values().stream().filter(EventStream::ended).count() - MOST_ENDED;
            List<String> oldest = streams.values().stream()
                    .filter(EventStream::ended)
                    .limit(Math.max(0, tooMany))
                    .map(EventStream::name)
                    .toList();
            oldest.forEach(streams::remove);
        }
        return stream;
    }

    /** Forgets the stream of a call that was answered without it. */
    void unused(EventStream stream) {
        synchronized (streams) {
            streams.remove(stream.name());
        }
    }

    @Nullable
    EventStream stream(String name) {
        if (name.equals(standing.name())) {
            return standing;
        }
        synchronized (streams) {
            return streams.get(name);
        }
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
        }
    }

    void subscribe(String uri) {
        subscriptions.add(uri);
    }

    void unsubscribe(String uri) {
        subscriptions.remove(uri);
    }

    /** Tells the client that a list has changed, if it listens. */
    void listChanged(ObjectNode notification) {
        if (standing.wasEverRead()) {
            standing.add(notification);
        }
    }

    boolean wants(ObjectNode notification) {
        return Protocol.isForCall(notification, logLevel)
                || notification.path("method").asText().equals(Protocol.RESOURCE_UPDATED);
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

    /** Carries a message to the client; it may have been cut off. */
    interface Way {
        /** Returns whether there was still a way. */
        boolean send(ObjectNode message);
    }

    /**
     * Asks the client and waits.
     *
     * @param way carries the request to it, if it can
     * @param over is completed when nobody wants the answer any more
     * @throws CallFailed if it does not answer in time
     */
    ObjectNode ask(String method, ObjectNode params, Way way, CompletableFuture<?> over) {
        String number = "gateway-" + numbers.incrementAndGet();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        if (asked.size() >= MOST_ASKED) {
            throw unavailable("has too many open questions");
        }
        asked.put(number, answer);
        over.whenComplete((done, problem) -> answer.completeExceptionally(unavailable("was no longer asked")));
        try {
            ObjectNode request = JsonNodeFactory.instance
                    .objectNode()
                    .put("jsonrpc", "2.0")
                    .put("id", number)
                    .put("method", method);
            request.set("params", params);
            if (!way.send(request)) {
                throw unavailable("cannot be reached");
            }
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            way.send(cancelled(number));
            throw unavailable("did not answer " + method + " within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        } catch (ExecutionException e) {
            throw CallFailed.in(e);
        } finally {
            asked.remove(number);
        }
    }

    private static CallFailed unavailable(String what) {
        return new CallFailed(FailureCode.CLIENT_UNAVAILABLE, "the client " + what);
    }

    private static ObjectNode cancelled(String number) {
        ObjectNode notification =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        notification.putObject("params").put("requestId", number).put("reason", "it took too long");
        return notification;
    }

    /** Takes the client's answer to a question; one that nobody asked is passed over. */
    void answered(ObjectNode response) {
        CompletableFuture<ObjectNode> waiting = asked.get(response.path("id").asText());
        if (waiting != null) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            String member = response.has("error") ? "error" : "result";
            answer.set(member, response.get(member));
            waiting.complete(answer);
        }
    }

    /** Ends everything that the client has under way. */
    void end() {
        CallFailed gone = unavailable("has ended its session");
        asked.values().forEach(waiting -> waiting.completeExceptionally(gone));
        calls.values().forEach(Cancellation::cancel);
        standing.end();
    }

    /** What reaches the client beside its calls. */
    private final class StandingStream implements ClientStream {
        @Override
        public Dialogue dialogue() {
            return standing.isRead() ? Dialogue.REQUEST : Dialogue.NONE;
        }

        @Override
        public String session() {
            return id;
        }

        @Override
        public ObjectNode capabilities() {
            return capabilities;
        }

        @Override
        public @Nullable String logLevel() {
            return logLevel;
        }

        @Override
        public void tell(String server, ObjectNode notification) {
            if (wants(notification)) {
                standing.add(exposed(server, notification));
            }
        }

        @Override
        public ObjectNode ask(String method, ObjectNode params) {
            return ClientSession.this.ask(
                    method,
                    params,
                    message -> {
                        standing.add(message);
                        return standing.isRead();
                    },
                    new CompletableFuture<>());
        }
    }
}
