package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One call's exchange of messages with a server, and with the client wherever the server needs it. */
final class Conversation {
    /** A server that asks several things asks them at once: they go to the client together. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST_TOGETHER = 16;

    private static final int HEADER_MISMATCH = -32020;

    private final ServerClient server;
    private final UpstreamCall upstreamCall;
    private final ClientStream client;
    private final InFlight call;
    private final Questions questions;
    private final Relay relay;
    private final Credential credential;

    Conversation(ServerClient server, UpstreamCall upstreamCall, ClientStream client, InFlight call) {
        this.server = server;
        this.upstreamCall = upstreamCall;
        this.client = client;
        this.call = call;
        this.questions = new Questions(client, call);
        this.relay = new Relay(server, client, questions);
        this.credential = upstreamCall.credential();
    }

    private Caller caller() {
        return upstreamCall.allowed().caller();
    }

    Session session() {
        return server.sessions().of(SessionKey.of(upstreamCall.sessionOwner(), client), credential, call);
    }

    /**
     * Returns the server's result, which may be one that asks the client for input.
     *
     * @throws CallFailed if there is none
     */
    ObjectNode ask(Operation operation) {
        ObjectNode result = once(operation);
        if (!InputRequest.isIn(result) || client.dialogue() == ClientStream.Dialogue.RESULT) {
            return result;
        }
        InputRequest request = new InputRequest(server.name(), operation, client, call);
        while (InputRequest.isIn(result)) {
            result = once(request.answered(result));
        }
        return result;
    }

    private ObjectNode once(Operation operation) {
        Session session = session();
        RpcOutcome outcome = converse(session, operation);
        if (session.refusedBy(outcome)) {
            server.forget(SessionKey.of(upstreamCall.sessionOwner(), client), session);
            session = session();
            outcome = converse(session, operation);
        }
        if (outcome.errorCode() == HEADER_MISMATCH && operation.action() == Action.INVOKE_TOOL) {
            server.refreshTools(this);
            outcome = converse(session, operation);
        }
        ObjectNode result = outcome.result();
        if (outcome.errorCode() == UrlElicitations.REQUIRED && client.dialogue() == ClientStream.Dialogue.RESULT) {
            return UrlElicitations.inputRequired(outcome, client.capabilities());
        }
        if (result == null) {
            throw outcome.because(failure(outcome));
        }
        return result;
    }

    private RpcOutcome converse(Session session, Operation operation) {
        JsonNode state = operation.params().path("requestState");
        if (session instanceof LegacySession legacy) {
            if (state.isTextual() && client.dialogue() == ClientStream.Dialogue.RESULT) {
                return resume(state.asText(), operation);
            }
            if (canBeAskedBeside(legacy)) {
                server.listeners()
                        .listenBeside(
                                SessionKey.of(upstreamCall.sessionOwner(), client), client.outside(), credential, call);
            }
            levelLog(legacy);
        }
        return hear(session.begin(operation, client, credential), session);
    }

    /** A server asks beside its calls only whom it keeps a session with, and only what that one declared. */
    private boolean canBeAskedBeside(LegacySession session) {
        return (session.id() != null || session.wire().isChannel())
                && !client.session().isEmpty()
                && !client.capabilities().isEmpty();
    }

    /** Tells the server which log messages the client wants, when that has changed. */
    private void levelLog(LegacySession session) {
        String level = client.logLevel();
        if (level == null
                || !session.offers("logging")
                || level.equals(session.logLevel().getAndSet(level))) {
            return;
        }
        Map<String, String> headers = session.headers();
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("level", level);
        hear(session.wire().begin(session.wire().nextId(), "logging/setLevel", params, headers, credential), session);
    }

    private RpcOutcome hear(Inquiry inquiry, Session session) {
        boolean held = false;
        try {
            while (true) {
                switch (inquiry.next(call)) {
                    case Heard.Answered(RpcOutcome outcome) -> {
                        return outcome;
                    }
                    case Heard.Told(ObjectNode notification) -> relay.tell(notification, inquiry.id());
                    case Heard.Paused(long retryMillis) -> client.pause(retryMillis);
                    case Heard.Asked asked
                    when mustWait(asked, session) -> {
                        held = true;
                        return hold(inquiry, session, asked);
                    }
                    case Heard.Asked asked -> questions.answer(asked, responder(session));
                }
            }
        } catch (CallFailed e) {
            if (call.ended()) {
                Relay.cancel(
                        session,
                        inquiry.id(),
                        e.failure().message(),
                        server.transport().clock());
            }
            throw e;
        } finally {
            if (!held) {
                inquiry.close();
            }
        }
    }

    /** A modern client is asked by the result. What it did not declare, it is not asked (2026-07-28, basic, _meta). */
    private boolean mustWait(Heard.Asked asked, Session session) {
        if (client.dialogue() != ClientStream.Dialogue.RESULT || !Requests.isForClient(asked)) {
            return false;
        }
        Failure missing = Requests.missing(asked, client.capabilities());
        if (missing != null) {
            questions.answer(asked, responder(session));
            throw new CallFailed(missing);
        }
        return true;
    }

    private RpcOutcome hold(Inquiry inquiry, Session session, Heard.Asked first) {
        HeldInquiry lasting = inquiry instanceof HeldInquiry already
                ? already
                : new HeldInquiry(server.name(), inquiry, server.transport().clock());
        try {
            Map<String, Heard.Asked> asked = new LinkedHashMap<>();
            asked.put("input_1", first);
            long end = System.nanoTime() + LONGEST.toNanos();
            while (asked.size() < MOST_TOGETHER && System.nanoTime() < end) {
                Heard more = lasting.poll(MOMENT, call);
                if (more == null) {
                    break;
                }
                switch (more) {
                    case Heard.Asked another
                    when mustWait(another, session) -> asked.put("input_" + (asked.size() + 1), another);
                    case Heard.Asked another -> questions.answer(another, responder(session));
                    case Heard.Told(ObjectNode notification) -> relay.tell(notification, lasting.id());
                    case Heard.Paused paused -> {}
                    case Heard.Answered(RpcOutcome outcome) -> {
                        return outcome;
                    }
                }
            }
            HeldCall waiting = new HeldCall(upstreamCall.call(), caller(), session, lasting, asked);
            return RpcOutcome.of(waiting.inputRequired(server.held().hold(waiting)));
        } catch (CallFailed e) {
            lasting.close();
            throw e;
        }
    }

    /** Takes the client's answers to the call that waits for them, and goes on with it. */
    private RpcOutcome resume(String state, Operation operation) {
        HeldCall waiting = server.held().take(state, upstreamCall.call(), caller());
        JsonNode responses = operation.params().path("inputResponses");
        if (!waiting.isAnsweredBy(responses)) {
            return RpcOutcome.of(waiting.inputRequired(server.held().hold(waiting)));
        }
        waiting.asked().forEach((key, asked) -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set("result", responses.get(key));
            responder(waiting.session()).respond(asked, answer);
        });
        return hear(waiting.inquiry(), waiting.session());
    }

    private Questions.Responder responder(Session session) {
        return (asked, answer) -> server.respond(session, credential, asked, answer);
    }

    private Failure failure(RpcOutcome outcome) {
        JsonNode error = outcome.error();
        String said = error == null
                ? "answered HTTP " + outcome.status()
                : "answered with an error: " + error.path("message").asText();
        // It is the client that lacks something, and its door has a status for that.
        FailureCode code = outcome.errorCode() == FailureCode.MISSING_CAPABILITY.rpcCode()
                ? FailureCode.MISSING_CAPABILITY
                : FailureCode.UPSTREAM_ERROR;
        return new Failure(code, "server " + server.name() + " " + said, error, outcome.retryAfter());
    }
}
