package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.upstream.ServerSentEvents;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway's MCP endpoint (Streamable HTTP), asked with whatever token is good at the moment. */
final class BridgeWire implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final HttpClient client = Web.client();
    private final URI endpoint;
    private final Supplier<@Nullable String> token;

    /** @param token returns what shows who asks, or null; it may throw a {@link Complaint} */
    BridgeWire(URI gateway, Supplier<@Nullable String> token) {
        this.endpoint = URI.create(gateway + "/mcp");
        this.token = token;
    }

    /** Sends a message; the answer's body is still to be read, and closed. */
    HttpResponse<InputStream> post(byte[] message, Map<String, String> headers) throws IOException {
        return send(request(headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)));
    }

    /** Sends a message that is answered at once, or not at all, and returns the status. */
    int tell(byte[] message, Map<String, String> headers) throws IOException {
        HttpResponse<InputStream> response = send(request(headers)
                .timeout(SHORT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)));
        response.body().close();
        return response.statusCode();
    }

    /** Opens the stream of what servers say by themselves, or one that was cut. */
    HttpResponse<InputStream> listen(Map<String, String> headers) throws IOException {
        return send(request(headers).GET());
    }

    /** Ends a session. */
    void end(Map<String, String> headers) throws IOException {
        send(request(headers).timeout(Duration.ofSeconds(2)).DELETE()).body().close();
    }

    /** Returns the events of a stream. */
    static ServerSentEvents events(HttpResponse<InputStream> response) {
        return new ServerSentEvents(new BufferedInputStream(response.body()), () -> {});
    }

    static boolean isStream(HttpResponse<?> response) {
        return type(response).startsWith("text/event-stream");
    }

    static boolean isJson(HttpResponse<?> response) {
        return type(response).startsWith("application/json");
    }

    /** Reads a message; what is none is a missing node. */
    static JsonNode read(String message) {
        try {
            return WireJson.MAPPER.readTree(message);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").toLowerCase(java.util.Locale.ROOT);
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).header("Accept", "application/json, text/event-stream");
        headers.forEach(request::header);
        String shown = token.get();
        return shown == null ? request : Remote.authorized(request, shown);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("cancelled", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
