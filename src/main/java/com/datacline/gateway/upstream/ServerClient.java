package com.datacline.gateway.upstream;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a client of one server: one request for one call, once a session is open. */
final class ServerClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerClient.class);

    private final McpServer server;
    private final Transport transport;
    private final Wires wires;
    private final TaskNames taskNames;
    private final ToolHeaders toolHeaders = new ToolHeaders();
    private final Handshake handshake;
    private final Sessions sessions;
    private final HeldCalls held;
    private final Listeners listeners;
    private final Use use = new Use();
    private volatile ClientStream ear = ClientStream.NONE;

    ServerClient(McpServer server, Transport transport, Wires wires, TaskNames taskNames, AbandonedCalls abandoned) {
        this.server = server;
        this.transport = transport;
        this.wires = wires;
        this.taskNames = taskNames;
        this.handshake = new Handshake(server, wires, toolHeaders, transport.clock());
        this.sessions = new Sessions(
                handshake,
                limit -> InFlight.lasting(server.name(), limit, new Cancellation(), transport.clock()),
                this::end);
        UpstreamProperties properties = transport.properties();
        this.held = new HeldCalls(properties.inputPatience(), properties.maxHeld(), transport.clock(), abandoned);
        this.listeners = new Listeners(this);
    }

    String name() {
        return server.name();
    }

    Transport transport() {
        return transport;
    }

    Sessions sessions() {
        return sessions;
    }

    Listeners listeners() {
        return listeners;
    }

    Use use() {
        return use;
    }

    /** Tells whether no call waits for its client's input. */
    boolean isIdle() {
        return held.isEmpty();
    }

    HeldCalls held() {
        return held;
    }

    /** Takes what the server said of its lists in the midst of a call. */
    void listChanged(ObjectNode notification) {
        ear.tell(server.name(), notification);
    }

    /** Forgets a session that the server has forgotten; it may speak another era now. */
    void forget(SessionKey key, Session session) {
        sessions.drop(key, session);
        session.wire().close();
        handshake.forget();
    }

    /**
     * Makes one call.
     *
     * @param client who hears what comes before the answer, and can be asked
     * @throws CallFailed if the server cannot be reached, breaks the protocol, answers with a JSON-RPC error, or the call
     *     ends by its deadline or cancellation
     */
    Answer send(UpstreamCall call, ClientStream client, Cancellation cancellation) {
        Operation operation = call.call().operation();
        SessionKey key = SessionKey.of(call.sessionOwner(), client);
        try (InFlight inFlight = new InFlight(server.name(), call.call().deadline(), cancellation, transport.clock())) {
            Conversation conversation = new Conversation(this, call, client, inFlight);
            TaskCalls tasks = new TaskCalls(
                    server.name(),
                    conversation,
                    client,
                    task -> taskNames.exposed(
                            server.name(), task, call.allowed().caller()));
            return new Answer(
                    switch (operation.action()) {
                        case GET_SERVER_INFO -> conversation.session().info();
                        case LISTEN -> {
                            ObjectNode filter = operation.params().withObject("/notifications");
                            ear = client.outside();
                            listeners.listen(key, filter, ear, call.credential());
                            yield nothing();
                        }
                        case SUBSCRIBE -> {
                            Session session = conversation.session();
                            listeners.subscribed(key, operation.subject(), session, client.outside(), call, inFlight);
                            yield session instanceof LegacySession
                                    ? subscribe(conversation, key, operation)
                                    : nothing();
                        }
                        case UNSUBSCRIBE -> {
                            listeners.unsubscribed(key, operation.subject());
                            yield conversation.session() instanceof LegacySession
                                    ? conversation.ask(operation)
                                    : nothing();
                        }
                        case WATCH_TASK -> {
                            tasks.session();
                            if (!listeners.watched(
                                    key, operation.subject(), client.outside(), call.credential(), inFlight)) {
                                throw new CallFailed(tasks.unknown());
                            }
                            yield nothing();
                        }
                        default ->
                            operation.action().items().isEmpty()
                                    ? tasks.ask(operation)
                                    : allPages(
                                            conversation,
                                            operation,
                                            operation.action().items());
                    });
        }
    }

    private ObjectNode subscribe(Conversation conversation, SessionKey key, Operation operation) {
        try {
            return conversation.ask(operation);
        } catch (CallFailed e) {
            listeners.unsubscribed(key, operation.subject());
            throw e;
        }
    }

    /** Passes a notification of a client on to the sessions that were opened for its own; nobody waits for it. */
    void relay(String client, ObjectNode notification) {
        sessions.each(client, (key, session) -> {
            if (session instanceof LegacySession legacy) {
                Thread.startVirtualThread(() -> pass(notification, legacy));
            }
        });
    }

    private void pass(ObjectNode notification, LegacySession session) {
        try (InFlight errand = InFlight.brief(server.name(), transport.clock())) {
            session.wire().post(notification, session.headers(), session.credential(), errand);
        } catch (CallFailed e) {
            // A notification has no answer, and so no failure either.
        }
    }

    /** Sends an answer to what the server asked; it will notice if that does not reach it. */
    void respond(Session session, Credential credential, Heard.Asked asked, ObjectNode answer) {
        ObjectNode response = JsonRpc.response(asked.request().path("id"));
        response.setAll(answer);
        Map<String, String> headers = session instanceof LegacySession legacy ? legacy.headers() : Map.of();
        try (InFlight errand = InFlight.brief(server.name(), transport.clock())) {
            session.wire().post(response, headers, credential, errand);
        } catch (CallFailed e) {
            LOG.debug("server {} asked {} and takes no answer", server.name(), asked.method());
        }
    }

    /** Ends what was opened for a session of a client's own; nobody waits for it. */
    void end(String client) {
        listeners.end(client);
        sessions.clear(client, (key, session) -> Thread.startVirtualThread(() -> end(key, session)));
    }

    /** Asks for the tools anew: one of them wants other headers than it wanted when it was seen last. */
    void refreshTools(Conversation conversation) {
        allPages(conversation, Operation.list(Action.LIST_TOOLS), Action.LIST_TOOLS.items());
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
        if (operation.action() == Action.LIST_TOOLS) {
            toolHeaders.learn(whole);
        }
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

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        listeners.close();
        held.close();
        sessions.clear(this::end);
        wires.close();
    }

    private void end(SessionKey key, Session session) {
        if (session instanceof LegacySession legacy && legacy.id() != null) {
            try (InFlight call = InFlight.brief(server.name(), transport.clock())) {
                legacy.wire().hangUp(legacy.headers(), legacy.credential(), call);
            }
        }
        session.wire().close();
    }
}
