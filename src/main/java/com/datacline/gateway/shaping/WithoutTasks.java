package com.datacline.gateway.shaping;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.TasksExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of a call whose result is shaped: the server does not hear that the client knows tasks, because what a
 * task comes to would be told beside the routes that shape it.
 *
 * @param client the client
 */
record WithoutTasks(ClientStream client) implements ClientStream {

    @Override
    public Dialogue dialogue() {
        return client.dialogue();
    }

    @Override
    public String session() {
        return client.session();
    }

    @Override
    public ObjectNode capabilities() {
        return TasksExtension.without(client.capabilities());
    }

    @Override
    public @Nullable String logLevel() {
        return client.logLevel();
    }

    @Override
    public @Nullable JsonNode progressToken() {
        return client.progressToken();
    }

    @Override
    public void tell(String server, ObjectNode notification) {
        client.tell(server, notification);
    }

    @Override
    public ObjectNode ask(String method, ObjectNode params, Cancellation cancellation) {
        return client.ask(method, params, cancellation);
    }

    @Override
    public void pause(long retryMillis) {
        client.pause(retryMillis);
    }

    @Override
    public ClientStream outside() {
        return client.outside();
    }
}
