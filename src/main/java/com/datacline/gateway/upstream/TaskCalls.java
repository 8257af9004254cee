package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.TaskName;
import com.datacline.gateway.call.TasksExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/** Calls that may become tasks, and calls about tasks (extension {@code io.modelcontextprotocol/tasks}). */
final class TaskCalls {
    private static final int METHOD_NOT_FOUND = -32601;

    private final String server;
    private final Conversation conversation;
    private final ClientStream client;
    private final Function<ObjectNode, ObjectNode> exposed;

    /** @param exposed gives a task the id by which the caller knows it */
    TaskCalls(String server, Conversation conversation, ClientStream client, Function<ObjectNode, ObjectNode> exposed) {
        this.server = server;
        this.conversation = conversation;
        this.client = client;
        this.exposed = exposed;
    }

    /** Returns the server's result, with the id of the task that it is about, if any, as clients know it. */
    ObjectNode ask(Operation operation) {
        ObjectNode result = operation.action().isAboutTask() ? about(operation) : conversation.ask(operation);
        if (TaskName.isTask(result) && !TasksExtension.isIn(client.capabilities())) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR,
                    "server " + server + " made a task of a call whose client did not declare " + TasksExtension.NAME);
        }
        return operation.action() == Action.GET_TASK || TaskName.isTask(result) ? exposed.apply(result) : result;
    }

    /** No task of a legacy server has ever been told to a client, whatever the server calls a task. */
    Session session() {
        Session session = conversation.session();
        if (session instanceof LegacySession) {
            throw new CallFailed(unknown());
        }
        return session;
    }

    private ObjectNode about(Operation operation) {
        session();
        try {
            return conversation.ask(operation);
        } catch (CallFailed e) {
            JsonNode error = e.failure().error();
            boolean knowsNoTasks = error != null && error.path("code").asInt() == METHOD_NOT_FOUND;
            throw knowsNoTasks ? new CallFailed(unknown()) : e;
        }
    }

    Failure unknown() {
        return new Failure(FailureCode.UNKNOWN_TASK, "server " + server + " knows no such task");
    }
}
