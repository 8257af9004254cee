package com.datacline.gateway.door;

import com.datacline.gateway.call.Accepted;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Notice;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code read} of the MCP door: one JSON-RPC message from the wire. */
public final class McpDoor {
    private static final TextNode VERSION = TextNode.valueOf("2.0");

    private final ClientSessions sessions;
    private final CallStreams streams;
    private final Listening listening;

    public McpDoor(ClientSessions sessions, CallStreams streams, Listening listening) {
        this.sessions = sessions;
        this.streams = streams;
        this.listening = listening;
    }

    /** Returns the message; whatever is wrong with it is its request, as the failure the client shall hear. */
    public McpMessage read(
            @Body byte[] body,
            @Headers Map<String, Object> headers,
            @Variable("caller") Caller caller,
            @ExchangeProperty("channel") EventChannel channel) {
        JsonNode json;
        try {
            json = WireJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return unreadable("the body is not valid JSON: " + JsonFlaw.of(e));
        } catch (IOException e) {
            return unreadable("the body cannot be read");
        }
        if (json.isMissingNode()) {
            return unreadable("the body is empty");
        }
        if (!(json instanceof ObjectNode message)) {
            return invalid(
                    NullNode.instance,
                    json.isArray()
                            ? "batches are not supported; send one message for each request"
                            : "a JSON-RPC message is a JSON object");
        }
        return read(message, WireHeaders.of(headers), caller, channel);
    }

    /** Route step {@code request}: what the client wants, or the failure it shall hear. */
    public Object request(@Variable("message") McpMessage message) {
        return message.request();
    }

    /** Route step {@code stream}: the client's end of the call. */
    public ClientStream stream(@Variable("message") McpMessage message) {
        return message.client();
    }

    /** Route step {@code cancellation}: what the client can end the call by. */
    public Cancellation cancellation(@Variable("message") McpMessage message) {
        return message.client() instanceof CallStream stream ? stream.cancellation() : new Cancellation();
    }

    private McpMessage read(ObjectNode message, WireHeaders headers, Caller caller, EventChannel channel) {
        JsonNode id = message.get("id");
        boolean response = id != null && !message.has("method") && (message.has("result") || message.has("error"));
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            return invalid(NullNode.instance, "id must be a string or an integer");
        }
        JsonNode answerTo = id == null ? NullNode.instance : id;
        if (!VERSION.equals(message.get("jsonrpc"))) {
            return invalid(answerTo, "jsonrpc must be \"2.0\"");
        }
        if (!response && !message.path("method").isTextual()) {
            return invalid(answerTo, "method must be a string");
        }
        String method = message.path("method").asText();
        JsonNode params = message.path("params");
        Era era = ModernRules.isModern(params, headers) ? Era.MODERN : Era.LEGACY;
        if (!params.isMissingNode() && !params.isObject()) {
            return McpMessage.without(answerTo, era, method, bad("params must be an object"));
        }
        if (era == Era.LEGACY) {
            try {
                return legacy(message, answerTo, response, headers, caller, channel);
            } catch (Away e) {
                return McpMessage.without(answerTo, era, method, LegacyRules.unavailable());
            }
        }
        return id == null
                ? McpMessage.without(answerTo, era, method, new Accepted())
                : modern(id, method, params, headers, caller, channel);
    }

    private McpMessage modern(
            JsonNode id, String method, JsonNode params, WireHeaders headers, Caller caller, EventChannel channel) {
        Failure broken = ModernRules.check(method, params, headers);
        if (broken != null) {
            return McpMessage.without(id, Era.MODERN, method, broken);
        }
        Object request = selected(McpRequests.read(method, params, Era.MODERN), headers);
        if (!(request instanceof Listen wanted)) {
            return new McpMessage(
                    id, Era.MODERN, method, request, streams.modern(channel, method, params, caller), null);
        }
        try {
            return new McpMessage(id, Era.MODERN, method, wanted, listening.prepare(id, params, wanted, caller), null);
        } catch (CallFailed e) {
            return McpMessage.without(id, Era.MODERN, method, e.failure());
        }
    }

    private McpMessage legacy(
            ObjectNode message,
            JsonNode id,
            boolean response,
            WireHeaders headers,
            Caller caller,
            EventChannel channel) {
        String method = message.path("method").asText();
        JsonNode params = message.path("params");
        Failure broken = LegacyRules.check(headers);
        if (broken != null) {
            return McpMessage.without(id, Era.LEGACY, method, broken);
        }
        boolean first = method.equals("initialize");
        String named = headers.session();
        ClientSession session = named == null || first ? null : sessions.find(named, caller);
        if (named != null && !first && session == null) {
            return McpMessage.without(id, Era.LEGACY, method, LegacyRules.unknownSession());
        }
        if (response || id.isNull()) {
            return new McpMessage(
                    id, Era.LEGACY, method, notice(session, message, response), ClientStream.NONE, session);
        }
        Object request = selected(McpRequests.read(method, params, Era.LEGACY), headers);
        if (request instanceof Greeting.Initialize greeting) {
            return opened(id, method, greeting, caller);
        }
        Object wanted = session == null
                ? LegacyRules.withoutSession(method, request)
                : remembered(session, method, request, params);
        CallStream stream = streams.legacy(channel, session, params);
        if (session != null) {
            session.begin(id, stream.cancellation());
        }
        return new McpMessage(id, Era.LEGACY, method, wanted, stream, session);
    }

    /** The address that a client connects to may say what of a list it wants to see. */
    private static Object selected(Object request, WireHeaders headers) {
        return request instanceof ListRequest list ? list.select(headers.selection()) : request;
    }

    private McpMessage opened(JsonNode id, String method, Greeting.Initialize greeting, Caller caller) {
        try {
            ClientSession session =
                    sessions.open(caller, Protocol.negotiate(greeting.version()), greeting.capabilities());
            return new McpMessage(id, Era.LEGACY, method, greeting, ClientStream.NONE, session);
        } catch (CallFailed e) {
            return McpMessage.without(id, Era.LEGACY, method, e.failure());
        }
    }

    /** What the session has to know of a request, whatever becomes of it. */
    private static Object remembered(ClientSession session, String method, Object request, JsonNode params) {
        switch (method) {
            case "resources/subscribe" -> session.subscribe(params.path("uri").asText());
            case "resources/unsubscribe" ->
                session.unsubscribe(params.path("uri").asText());
            case "logging/setLevel" -> {
                String level = params.path("level").asText();
                if (!LogLevel.isOne(level)) {
                    return bad("level must be one of the severities of RFC 5424, such as info");
                }
                session.logFrom(level);
            }
            default -> {}
        }
        return request;
    }

    /** A message without an answer: what it means for the session, or what servers shall hear of it. */
    private static Object notice(@Nullable ClientSession session, ObjectNode message, boolean response) {
        if (session == null) {
            return new Accepted();
        }
        String method = message.path("method").asText();
        if (response) {
            session.answered(message);
            return new Accepted();
        }
        return switch (method) {
            case "notifications/initialized" -> new Accepted();
            case "notifications/cancelled" -> {
                session.cancel(message.path("params").path("requestId"));
                yield new Accepted();
            }
            default -> {
                session.elsewhere().noticed(message);
                yield new Notice(session.id(), message);
            }
        };
    }

    private static McpMessage unreadable(String why) {
        return McpMessage.without(NullNode.instance, Era.LEGACY, "", new Failure(FailureCode.INVALID_JSON, why));
    }

    private static McpMessage invalid(JsonNode id, String why) {
        return McpMessage.without(id, Era.LEGACY, "", new Failure(FailureCode.INVALID_REQUEST, why));
    }

    private static Failure bad(String why) {
        return new Failure(FailureCode.INVALID_ARGUMENTS, why);
    }
}
