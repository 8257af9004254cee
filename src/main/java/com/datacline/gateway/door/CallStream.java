package com.datacline.gateway.door;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one POST while it is not there yet. The first message that comes before the result, or a long silence,
 * makes it a stream of events; without either it is plain JSON.
 */
abstract class CallStream implements ClientStream {
    private final EventChannel channel;
    private final EventStream events;
    private final Duration keepAlive;
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch written = new CountDownLatch(1);
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private boolean open;
    private boolean finished;

    CallStream(EventChannel channel, EventStream events, Duration keepAlive) {
        this.channel = channel;
        this.events = events;
        this.keepAlive = keepAlive;
    }

    /** What ends the call when the client wants it no more. */
    final Cancellation cancellation() {
        return cancellation;
    }

    final EventStream events() {
        return events;
    }

    final boolean takesEvents() {
        return channel.takesEvents();
    }

    /** Hears that the connection is gone. */
    abstract void gone();

    /** Sends a message before the result; returns whether there was still a way to the client. */
    final boolean send(ObjectNode message) {
        boolean open = openUp();
        if (open) {
            events.addInTurn(WireJson.bytes(message));
        }
        return open;
    }

    /** Returns what is completed when the call has its answer. */
    final CompletableFuture<Void> over() {
        return over;
    }

    /** Opens the stream if the call has been silent for long, so that both ends see that the other is there. */
    final void keepAlive() {
        if (System.nanoTime() - begun > keepAlive.toNanos()) {
            openUp();
        }
    }

    /** Ends the connection for now; the client comes back and resumes. */
    final void sendAway(long retryMillis) {
        if (openUp()) {
            events.pause(retryMillis);
        }
    }

    /** Returns the answer, or what says that it has gone out as the last event. */
    final HttpAnswer finish(HttpAnswer answer) {
        over.complete(null);
        synchronized (this) {
            finished = true;
            if (!open) {
                return answer;
            }
        }
        events.addInTurn(answer.whole());
        return close();
    }

    /** Ends the stream without a result: nobody wants it. */
    final HttpAnswer drop() {
        over.complete(null);
        synchronized (this) {
            finished = true;
            if (!open) {
                return new HttpAnswer(200, EventAnswer.HEADERS, new byte[0]);
            }
        }
        return close();
    }

    private HttpAnswer close() {
        events.end();
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HttpAnswer.SENT;
    }

    private synchronized boolean openUp() {
        if (finished || !channel.takesEvents()) {
            return false;
        }
        if (!open) {
            open = true;
            prime();
            Thread.ofVirtual().name("event-stream").start(this::pump);
        }
        return true;
    }

    /** What a stream begins with. */
    void prime() {}

    private void pump() {
        try {
            channel.open(EventAnswer.HEADERS);
            events.pump(channel, 0, keepAlive);
            channel.end();
        } catch (IOException e) {
            gone();
        } finally {
            written.countDown();
        }
    }

    static @Nullable JsonNode progressToken(JsonNode params) {
        JsonNode token = params.path("_meta").path("progressToken");
        return token.isTextual() || token.isIntegralNumber() ? token : null;
    }
}
