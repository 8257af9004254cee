package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The gateway as a client of one server: one HTTP request for one call, once a session is open. */
final class ServerClient implements AutoCloseable {
    private final McpServer server;
    private final Transport transport;
    private final Rpc rpc;
    private final Handshake handshake;
    private final Sessions sessions;

    ServerClient(McpServer server, Transport transport) {
        this.server = server;
        this.transport = transport;
        this.rpc = new Rpc(server, transport);
        this.handshake = new Handshake(server, rpc);
        this.sessions = new Sessions(handshake, this::end);
    }

    /**
     * Makes one call.
     *
     * @throws CallFailed if the server cannot be reached, breaks the protocol, answers with a JSON-RPC error, or the call
     *     ends by its deadline or cancellation
     */
    Answer send(UpstreamCall call, Cancellation cancellation) {
        Operation operation = call.call().operation();
        try (InFlight inFlight = new InFlight(server.name(), call.call().deadline(), cancellation, transport.clock())) {
            Conversation conversation = new Conversation(call.allowed().caller().name(), call.credential(), inFlight);
            if (operation.action() == Action.GET_SERVER_INFO) {
                return new Answer(conversation.session().info());
            }
            String items = operation.action().items();
            return new Answer(items.isEmpty() ? conversation.ask(operation) : allPages(conversation, operation, items));
        }
    }

    private ObjectNode allPages(Conversation conversation, Operation operation, String items) {
        ObjectNode page = conversation.ask(operation);
        ArrayNode all = list(page, items);
        String seen = "";
        for (int pages = 1; page.hasNonNull("nextCursor"); pages++) {
            String cursor = page.path("nextCursor").asText();
            if (pages >= transport.properties().maxPages() || pages > 1 && cursor.equals(seen)) {
                throw new CallFailed(
                        FailureCode.UPSTREAM_ERROR, "server " + server.name() + " lists its " + items + " without end");
            }
            seen = cursor;
            ObjectNode params = operation.params().deepCopy().put("cursor", cursor);
            page = conversation.ask(new Operation(operation.action(), operation.subject(), params));
            all.addAll(list(page, items));
        }
        ObjectNode whole = page.deepCopy();
        whole.remove("nextCursor");
        whole.set(items, all);
        return whole;
    }

    private ArrayNode list(ObjectNode page, String items) {
        if (page.get(items) instanceof ArrayNode given) {
            return given;
        }
        if (page.hasNonNull(items)) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR, "server " + server.name() + " answered " + items + " that are no list");
        }
        return page.putArray(items);
    }

    @Override
    public void close() {
        sessions.clear(session -> {
            if (session instanceof LegacySession legacy) {
                end(legacy);
            }
        });
    }

    private void end(LegacySession session) {
        if (session.id() != null) {
            try (InFlight call = InFlight.brief(server.name(), transport.clock())) {
                rpc.delete(session.headers(), session.credential(), call);
            }
        }
    }

    /** One caller's exchange of messages with the server. */
    private final class Conversation {
        private final String caller;
        private final Credential credential;
        private final InFlight call;

        Conversation(String caller, Credential credential, InFlight call) {
            this.caller = caller;
            this.credential = credential;
            this.call = call;
        }

        Session session() {
            return sessions.of(caller, credential, call);
        }

        ObjectNode ask(Operation operation) {
            Session session = session();
            RpcOutcome outcome = send(session, operation);
            if (session.refusedBy(outcome)) {
                sessions.drop(caller, session);
                handshake.forget();
                outcome = send(session(), operation);
            }
            ObjectNode result = outcome.result();
            if (result == null) {
                throw new CallFailed(failure(outcome));
            }
            if (result.path("resultType").asText("complete").equals("input_required")) {
                throw new CallFailed(
                        FailureCode.UPSTREAM_ERROR,
                        "server " + server.name() + " asks for input, which the gateway did not offer to relay");
            }
            return result;
        }

        private RpcOutcome send(Session session, Operation operation) {
            return rpc.request(
                    operation.action().method(),
                    session.params(operation),
                    session.headers(operation),
                    credential,
                    call);
        }

        private Failure failure(RpcOutcome outcome) {
            JsonNode error = outcome.error();
            String said = error == null
                    ? "answered HTTP " + outcome.status()
                    : "answered with an error: " + error.path("message").asText();
            return new Failure(FailureCode.UPSTREAM_ERROR, "server " + server.name() + " " + said, error);
        }
    }
}
