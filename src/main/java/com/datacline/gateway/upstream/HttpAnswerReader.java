package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenge;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.RetryAfter;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads a server's HTTP answers: JSON-RPC messages as JSON bodies or in events. */
final class HttpAnswerReader {
    private final String server;
    private final long id;
    private final long limit;

    /**
     * @param id the id of the request that is answered
     * @param limit the largest message in bytes
     */
    HttpAnswerReader(String server, long id, long limit) {
        this.server = server;
        this.id = id;
        this.limit = limit;
    }

    /** Returns the events of an answer that is a stream, or null if it is not. */
    @Nullable
    ServerSentEvents stream(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null || response.getCode() != 200 || !isStream(entity)) {
            return null;
        }
        BoundedInput bounded = new BoundedInput(entity.getContent(), server, limit);
        return new ServerSentEvents(new BufferedInputStream(bounded), bounded::restart);
    }

    static Challenged challenged(String server, ClassicHttpResponse response) {
        String header = Arrays.stream(response.getHeaders("WWW-Authenticate"))
                .map(Header::getValue)
                .collect(Collectors.joining(", "));
        return new Challenged(server, new Challenge(response.getCode(), header));
    }

    /** Reads an answer that is not a stream. */
    RpcOutcome whole(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        String type = type(entity);
        if (status >= 300 && status < 400) {
            throw failed("answered with a redirect (HTTP " + status + "), which is not followed");
        }
        if (status == 401 || status == 403) {
            throw challenged(server, response);
        }
        String sessionId = sessionId(response);
        if (entity != null && type.startsWith("application/json")) {
            JsonNode message = json(bytes(entity));
            if (status == 200 || belongs(message) || message.path("error").isObject()) {
                return outcome(status, message, sessionId);
            }
        }
        if (status == 200) {
            throw failed("answered " + (type.isEmpty() ? "nothing" : type) + " instead of JSON or an event stream");
        }
        return new RpcOutcome(status, null, null, sessionId, RetryAfter.of(header(response, "Retry-After")));
    }

    /** Reads the data of one event. */
    Heard event(String data, @Nullable String sessionId) throws IOException {
        JsonNode message = json(data.getBytes(StandardCharsets.UTF_8));
        if (message instanceof ObjectNode object && object.has("method")) {
            return object.has("id") ? new Heard.Asked(object) : new Heard.Told(object);
        }
        return new Heard.Answered(outcome(200, message, sessionId));
    }

    private RpcOutcome outcome(int status, JsonNode message, @Nullable String sessionId) {
        if (message.path("error").isObject()) {
            return new RpcOutcome(status, null, message.get("error"), sessionId);
        }
        if (!belongs(message)) {
            throw failed("answered another request than the one it was sent");
        }
        if (message.get("result") instanceof ObjectNode result) {
            return new RpcOutcome(status, result, null, sessionId);
        }
        throw failed("answered with neither a result nor an error");
    }

    private boolean belongs(JsonNode message) {
        JsonNode answered = message.path("id");
        return answered.isIntegralNumber() && answered.canConvertToLong() && answered.asLong() == id;
    }

    private byte[] bytes(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length > limit) {
            throw failed("answered " + length + " bytes, more than the " + limit + " that are read");
        }
        InputStream in = new BoundedInput(entity.getContent(), server, limit);
        if (length < 0) {
            return in.readAllBytes();
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new ConnectionClosedException("the answer ended early");
        }
        return bytes;
    }

    private JsonNode json(byte[] bytes) throws IOException {
        try {
            return WireJson.MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw failed("answered something that is not JSON");
        }
    }

    static @Nullable String sessionId(ClassicHttpResponse response) {
        return header(response, "Mcp-Session-Id");
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    static boolean isStream(HttpEntity entity) {
        return type(entity).startsWith("text/event-stream");
    }

    private static String type(@Nullable HttpEntity entity) {
        return entity == null || entity.getContentType() == null
                ? ""
                : entity.getContentType().toLowerCase(Locale.ROOT);
    }

    CallFailed failed(String what) {
        return new CallFailed(FailureCode.UPSTREAM_ERROR, "server " + server + " " + what);
    }
}
