package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Finds the response to one request in an HTTP answer, be it JSON or a stream of events. */
final class ResponseReader {
    private final String server;
    private final long id;
    private final long limit;
    private final Consumer<ObjectNode> onRequest;
    private final Consumer<ClassicHttpResponse> drain;

    /**
     * @param onRequest hears what the server asks of its client in the stream
     * @param drain reads the rest of a stream that has given its answer, without keeping the caller
     */
    ResponseReader(
            String server, long id, long limit, Consumer<ObjectNode> onRequest, Consumer<ClassicHttpResponse> drain) {
        this.server = server;
        this.id = id;
        this.limit = limit;
        this.onRequest = onRequest;
        this.drain = drain;
    }

    /** Reads and closes the response. */
    RpcOutcome read(ClassicHttpResponse response, InFlight call) {
        boolean whole = false;
        try {
            RpcOutcome outcome = outcome(response);
            whole = true;
            return outcome;
        } catch (IOException e) {
            throw call.why(broken(server, e));
        } catch (CallFailed e) {
            throw call.why(e);
        } finally {
            close(response, whole);
        }
    }

    static CallFailed broken(String server, IOException e) {
        return new CallFailed(
                FailureCode.UPSTREAM_ERROR,
                "server " + server + " broke off its answer: " + e.getClass().getSimpleName());
    }

    private RpcOutcome outcome(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        String type = type(entity);
        if (status >= 300 && status < 400) {
            throw failed("answered with a redirect (HTTP " + status + "), which is not followed");
        }
        if (status == 401 || status == 403) {
            throw failed("refused the gateway's credential (HTTP " + status + ")");
        }
        Header session = response.getFirstHeader("Mcp-Session-Id");
        String sessionId = session == null ? null : session.getValue();
        if (entity != null && isStream(entity) && status == 200) {
            return of(status, events(entity), sessionId);
        }
        if (entity != null && type.startsWith("application/json")) {
            JsonNode message = json(bytes(entity));
            if (status == 200 || belongs(message) || message.path("error").isObject()) {
                return of(status, message, sessionId);
            }
        }
        if (status == 200) {
            throw failed("answered " + (type.isEmpty() ? "nothing" : type) + " instead of JSON or an event stream");
        }
        return new RpcOutcome(status, null, null, sessionId);
    }

    private RpcOutcome of(int status, JsonNode message, @Nullable String sessionId) {
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
            throw new IOException("the answer ended early");
        }
        return bytes;
    }

    private JsonNode events(HttpEntity entity) throws IOException {
        ServerSentEvents events =
                new ServerSentEvents(new BufferedInputStream(new BoundedInput(entity.getContent(), server, limit)));
        for (String data = events.next(); data != null; data = events.next()) {
            JsonNode message = json(data.getBytes(StandardCharsets.UTF_8));
            if (!message.has("method")) {
                return message;
            }
            if (message.has("id") && message instanceof ObjectNode asked) {
                onRequest.accept(asked);
            }
        }
        throw failed("ended its event stream without an answer");
    }

    private JsonNode json(byte[] bytes) throws IOException {
        try {
            return WireJson.MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw failed("answered something that is not JSON");
        }
    }

    /** A whole answer gives its connection back; one that was given up takes it along. */
    private void close(ClassicHttpResponse response, boolean whole) {
        HttpEntity entity = response.getEntity();
        if (whole && entity != null && isStream(entity)) {
            drain.accept(response);
            return;
        }
        try (response) {
            if (whole && entity != null) {
                entity.getContent().close();
            }
        } catch (IOException e) {
            // The connection is of no more use, and is not given back.
        }
    }

    private static boolean isStream(HttpEntity entity) {
        return type(entity).startsWith("text/event-stream");
    }

    private static String type(@Nullable HttpEntity entity) {
        return entity == null || entity.getContentType() == null
                ? ""
                : entity.getContentType().toLowerCase(Locale.ROOT);
    }

    private CallFailed failed(String what) {
        return new CallFailed(FailureCode.UPSTREAM_ERROR, "server " + server + " " + what);
    }
}
