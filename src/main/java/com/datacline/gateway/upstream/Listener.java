package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open stream by which a server says what belongs to no call: a GET stream in the legacy era, {@code
 * subscriptions/listen} in the modern one. When it breaks it is opened again, ever more slowly.
 */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration TO_OPEN = Duration.ofMillis(500);
    private static final long FIRST_PAUSE = 1_000;
    private static final long LONGEST_PAUSE = 60_000;

    private final ServerClient server;
    private final SessionKey key;
    private final ObjectNode filter;
    private final ClientStream client;
    private final Runnable onOpen;
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final Cancellation life = new Cancellation();
    private volatile Credential credential;

    /**
     * @param filter what shall be heard, in the shape of {@code subscriptions/listen}; legacy servers say everything
     * @param client who hears it
     * @param onOpen what a new session has to be told again
     */
    Listener(
            ServerClient server,
            SessionKey key,
            ObjectNode filter,
            ClientStream client,
            Credential credential,
            Runnable onOpen) {
        this.server = server;
        this.key = key;
        this.filter = filter;
        this.client = client;
        this.credential = credential;
        this.onOpen = onOpen;
    }

    void start() {
        Thread.ofVirtual().name("listener-" + server.name()).start(this::run);
    }

    void renew(Credential newer) {
        credential = newer;
    }

    /** Waits until the server lets us listen or does not, or a moment if it does not say; returns false if it does not. */
    boolean awaitOpen(InFlight call) {
        return call.await(opened.copy().completeOnTimeout(true, TO_OPEN.toMillis(), TimeUnit.MILLISECONDS));
    }

    void stop() {
        life.cancel();
    }

    private void run() {
        long pause = FIRST_PAUSE;
        Session last = null;
        boolean offered = true;
        while (offered && !life.cancelled()) {
            long begun = System.nanoTime();
            try (InFlight inFlight = InFlight.lasting(
                    server.name(), LONGEST, life, server.transport().clock())) {
                Session session = server.sessions().of(key, credential, inFlight);
                if (last != null && !last.equals(session)) {
                    onOpen.run();
                }
                last = session;
                offered = hear(session, inFlight);
            } catch (CallFailed e) {
                LOG.debug("stream of server {} broke: {}", server.name(), e.getMessage());
            }
            opened.complete(offered);
            boolean lasted =
                    System.nanoTime() - begun > Duration.ofMillis(LONGEST_PAUSE).toNanos();
            pause = lasted ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
            sleep(offered ? pause : 0);
        }
    }

    /** Returns false if the server does not offer such a stream. */
    private boolean hear(Session session, InFlight inFlight) {
        Questions questions = new Questions(client, inFlight);
        try (Inquiry inquiry = open(session)) {
            while (true) {
                switch (inquiry.next(inFlight)) {
                    case Heard.Told(ObjectNode notification)
                    when notification.path("method").asText().equals("notifications/cancelled") ->
                        questions.cancelled(notification);
                    case Heard.Told(ObjectNode notification) -> {
                        opened.complete(isAgreed(notification));
                        client.tell(server.name(), notification);
                    }
                    case Heard.Asked asked ->
                        questions.answer(asked, (ask, answer) -> server.respond(session, credential, ask, answer));
                    case Heard.Paused paused -> {}
                    case Heard.Answered(RpcOutcome outcome) -> {
                        if (session.refusedBy(outcome)) {
                            server.forget(key, session);
                            return true;
                        }
                        return outcome.success() || outcome.status() >= 500;
                    }
                }
            }
        }
    }

    /** A server agrees first, and not always to everything (2026-07-28, patterns, subscriptions; SEP-2663). */
    private boolean isAgreed(ObjectNode notification) {
        JsonNode wanted = filter.path("taskIds");
        JsonNode agreed = notification.at("/params/notifications/taskIds");
        boolean isAnswer = notification.path("method").asText().equals("notifications/subscriptions/acknowledged");
        return !isAnswer || wanted.isEmpty() || wanted.equals(agreed);
    }

    private Inquiry open(Session session) {
        return switch (session) {
            case LegacySession legacy ->
                legacy.wire().listen(legacy.headers(), credential, () -> opened.complete(true));
            case ModernSession modern -> {
                ObjectNode params = JsonNodeFactory.instance.objectNode();
                params.set("notifications", filter);
                yield modern.begin(new Operation(Action.LISTEN, "", params), client, credential);
            }
        };
    }

    private void sleep(long millis) {
        try (InFlight pause = InFlight.lasting(
                server.name(), LONGEST, life, server.transport().clock())) {
            pause.sleep(millis);
        } catch (CallFailed e) {
            // It is to stop.
        }
    }
}
