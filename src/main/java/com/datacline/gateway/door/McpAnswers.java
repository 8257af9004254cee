package com.datacline.gateway.door;

import com.datacline.gateway.call.Accepted;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.Notice;
import com.datacline.gateway.call.PreparedItems;
import com.datacline.gateway.call.Recorded;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code write} of the MCP door: a reply as a JSON-RPC response in the client's era. */
public final class McpAnswers {
    private static final Set<String> CACHEABLE = Set.of(
            "tools/list",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "server/discover");
    private static final McpMessage UNREAD = McpMessage.without(NullNode.instance, Era.LEGACY, "", new Accepted());

    private final Greetings greetings;
    private final CallStreams streams;
    private final long listTtlMillis;

    /** @param listTtlMillis how long a client may keep a list */
    public McpAnswers(Greetings greetings, CallStreams streams, long listTtlMillis) {
        this.greetings = greetings;
        this.streams = streams;
        this.listTtlMillis = listTtlMillis;
    }

    /**
     * Returns the response, but none that was not recorded; or 202 without a body for a message that has none. A stream of events goes out as it is.
     *
     * @param said a {@link Reply}, a {@link Notice} that has been passed on, or an {@link EventAnswer}
     */
    public Object write(
            @Body Object said,
            @Variable("message") @Nullable McpMessage message,
            @Variable("call") @Nullable Object call,
            @Variable(Recorded.VARIABLE) @Nullable Recorded recorded,
            @Header("Accept-Encoding") @Nullable String encodings) {
        if (said instanceof EventAnswer) {
            return said;
        }
        McpMessage asked = message == null ? UNREAD : message;
        Reply reply =
                Recorded.only(said instanceof Reply given ? given : new Accepted(), asked.request(), call, recorded);
        HttpAnswer answer = PreparedAnswer.encoded(streams.finish(asked, answer(reply, asked)), encodings);
        ClientSession session = asked.session();
        return session != null && asked.method().equals("initialize")
                ? new HttpAnswer(
                        answer.status(),
                        Map.of("Content-Type", "application/json", "Mcp-Session-Id", session.id()),
                        answer.body())
                : answer;
    }

    private HttpAnswer answer(Reply reply, McpMessage asked) {
        return switch (reply) {
            case Accepted accepted -> new HttpAnswer(202, Map.of(), new byte[0]);
            case Answer answer
            when answer.prepared() instanceof PreparedItems items ->
                PreparedAnswer.json(
                        content(
                                asked,
                                "result",
                                complete(
                                        new Answer(PreparedAnswer.frame(answer.result(), items), answer.fresh()),
                                        asked)),
                        items);
            case Answer answer -> response(asked, 200, "result", complete(answer, asked));
            case Failure failure
            when isToolError(failure, asked) ->
                response(asked, 200, "result", complete(new Answer(toolError(failure)), asked));
            case Failure failure ->
                response(asked, status(failure.code(), asked.era()), "error", McpErrors.of(failure, asked))
                        .retryable(failure);
        };
    }

    /** Modern results say that they are complete and how long they are good (2026-07-28, basic and caching). */
    private ObjectNode complete(Answer answer, McpMessage asked) {
        ObjectNode result = answer.result();
        if (asked.era() != Era.MODERN) {
            return result;
        }
        ObjectNode modern = JsonNodeFactory.instance.objectNode();
        modern.put("resultType", "complete");
        modern.setAll(result);
        boolean complete = modern.path("resultType").asText().equals("complete");
        if (complete && CACHEABLE.contains(asked.method())) {
            cacheable(modern, answer.fresh(), asked.method());
        }
        ObjectNode meta = modern.get("_meta") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        meta.set(Protocol.META_SERVER, greetings.serverInfo());
        modern.set("_meta", meta);
        return modern;
    }

    /** What was read is as good as its server says, and nothing to keep if it does not say; lists are the caller's own. */
    private void cacheable(ObjectNode result, @Nullable Duration fresh, String method) {
        boolean read = method.equals("resources/read");
        if (!read || !result.has("ttlMs")) {
            long own = fresh == null ? listTtlMillis : fresh.toMillis();
            result.put("ttlMs", read ? 0 : own);
        }
        if (!read || !result.has("cacheScope")) {
            result.put("cacheScope", "private");
        }
    }

    /** A call that failed at or on the way to its server is the agent's to see (server, tools, error handling). */
    private static boolean isToolError(Failure failure, McpMessage asked) {
        return asked.method().equals("tools/call") && failure.code().ofServer() && failure.error() == null;
    }

    private static ObjectNode toolError(Failure failure) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", failure.message());
        result.put("isError", true);
        result.putObject("_meta")
                .put("com.datacline.gateway/code", failure.code().wireName());
        return result;
    }

    private static int status(FailureCode code, Era era) {
        return switch (code) {
            case INVALID_JSON, INVALID_REQUEST, HEADER_MISMATCH, UNSUPPORTED_VERSION -> 400;
            case UNKNOWN_METHOD -> era == Era.MODERN ? 404 : 200;
            case MISSING_CAPABILITY -> era == Era.MODERN ? 400 : 200;
            case UNKNOWN_SESSION, TOO_MANY_SESSIONS, SESSIONS_UNAVAILABLE -> code.status();
            case AUDIT_UNAVAILABLE, INTERNAL -> code.status();
            default -> 200;
        };
    }

    private static HttpAnswer response(McpMessage asked, int status, String member, JsonNode content) {
        return HttpAnswer.json(status, WireJson.bytes(content(asked, member, content)));
    }

    private static ObjectNode content(McpMessage asked, String member, JsonNode content) {
        ObjectNode response = JsonRpc.response(asked.id());
        response.set(member, content);
        return response;
    }
}
