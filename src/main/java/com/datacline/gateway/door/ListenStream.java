package com.datacline.gateway.door;

import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.TaskName;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A modern client that listens (2026-07-28, patterns, subscriptions): first it hears what was agreed on, then that alone,
 * and each message says which request it belongs to.
 */
final class ListenStream implements ClientStream, EventAnswer {
    private final String name;
    private final JsonNode id;
    private final Caller caller;
    private final ObjectNode capabilities;
    private final Listen wanted;
    private final Duration keepAlive;
    private final BiFunction<String, ObjectNode, ObjectNode> told;
    private final Consumer<ListenStream> onEnd;
    private final EventStream events = new EventStream("", false);
    private final Set<String> resources = ConcurrentHashMap.newKeySet();
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();

    /**
     * @param name its name as a session of the client's own at servers
     * @param id the id of the client's request
     * @param caller who listens
     * @param told gives the task that a server's notification is about the id by which the client knows it
     * @param onEnd hears when the client has gone
     */
    ListenStream(
            String name,
            JsonNode id,
            Caller caller,
            ObjectNode capabilities,
            Listen wanted,
            Duration keepAlive,
            BiFunction<String, ObjectNode, ObjectNode> told,
            Consumer<ListenStream> onEnd) {
        this.name = name;
        this.id = id;
        this.caller = caller;
        this.capabilities = capabilities;
        this.wanted = wanted;
        this.keepAlive = keepAlive;
        this.told = told;
        this.onEnd = onEnd;
    }

    @Override
    public String session() {
        return name;
    }

    @Override
    public ObjectNode capabilities() {
        return capabilities;
    }

    @Override
    public ClientStream outside() {
        return this;
    }

    Caller caller() {
        return caller;
    }

    /** A server lets the client hear of a resource or a task. */
    void agreed(Operation operation) {
        (operation.action().isAboutTask() ? tasks : resources).add(operation.subject());
    }

    /** A list has changed. */
    void listChanged(String method) {
        if (wanted.lists().contains(method)) {
            say(method, JsonNodeFactory.instance.objectNode());
        }
    }

    /** Of what servers say beside calls, it hears of its resources and its tasks. */
    @Override
    public void tell(String server, ObjectNode notification) {
        String method = notification.path("method").asText();
        if (TaskName.isAboutTask(notification)) {
            ObjectNode known = told.apply(server, notification);
            if (tasks.contains(known.path("params").path("taskId").asText())) {
                say(method, known.withObject("/params"));
            }
        }
        if (!method.equals(Protocol.RESOURCE_UPDATED)) {
            return;
        }
        ObjectNode params = notification.path("params").deepCopy();
        String uri = params.path("uri").asText();
        String own = Protocol.uriAt(server, uri);
        say(method, !resources.contains(uri) && resources.contains(own) ? params.put("uri", own) : params);
    }

    @Override
    public void write(EventWriter client) throws IOException {
        try {
            events.pump(client, 0, keepAlive);
        } finally {
            onEnd.accept(this);
        }
    }

    /** Ends what servers keep for it: its client is answered that it cannot listen. */
    void giveUp() {
        onEnd.accept(this);
    }

    void acknowledge() {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        ObjectNode filter = params.putObject("notifications");
        ListKind.agreed(wanted.lists(), filter);
        if (!wanted.resources().isEmpty()) {
            wanted.resources().stream()
                    .filter(resources::contains)
                    .forEach(filter.putArray("resourceSubscriptions")::add);
        }
        if (!wanted.tasks().isEmpty()) {
            wanted.tasks().stream().filter(tasks::contains).forEach(filter.putArray("taskIds")::add);
        }
        say("notifications/subscriptions/acknowledged", params);
    }

    /** Ends the stream with a result, as a server does that stops. */
    EventStream end() {
        ObjectNode response = JsonRpc.response(id);
        ObjectNode result = response.putObject("result").put("resultType", "complete");
        result.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id);
        events.add(response);
        events.end();
        return events;
    }

    private void say(String method, ObjectNode params) {
        ObjectNode notification = JsonRpc.notification(method);
        params.withObject("/_meta").set(Protocol.META_SUBSCRIPTION, id);
        notification.set("params", params);
        events.add(notification);
    }
}
