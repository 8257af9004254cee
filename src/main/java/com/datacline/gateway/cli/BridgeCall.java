package com.datacline.gateway.cli;

import com.datacline.gateway.upstream.ServerSentEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, on a thread of its own: what comes before the answer is handed on as it comes. The client hears
 * exactly one answer, unless it has cancelled.
 */
final class BridgeCall implements Runnable {
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MILLIS = 1000;
    private static final int HEADER_MISMATCH = -32020;

    private final Bridge bridge;
    private final BridgeMessage request;
    private volatile boolean cancelled;
    private volatile @Nullable Thread thread;

    BridgeCall(Bridge bridge, BridgeMessage request) {
        this.bridge = bridge;
        this.request = request;
    }

    BridgeMessage request() {
        return request;
    }

    /** Ends it. In the modern era that is how the gateway hears of it; nobody waits for an answer any more. */
    void cancel() {
        cancelled = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            if (!cancelled) {
                ask();
            }
        } catch (Complaint e) {
            fail(BridgeOutput.LOGIN, String.valueOf(e.getMessage()), e.next());
        } catch (IOException e) {
            fail(
                    BridgeOutput.GATEWAY,
                    "no gateway answers at " + bridge.gateway() + " (" + Web.why(e) + ")",
                    "datacline doctor" + Complaints.at(bridge.gateway()));
        } finally {
            bridge.ended(this);
        }
    }

    private void ask() throws IOException {
        Map<String, String> headers = headers();
        HttpResponse<InputStream> response = bridge.wire().post(request.bytes(), headers);
        if (response.statusCode() == 404 && headers.containsKey("Mcp-Session-Id")) {
            response.body().close();
            if (bridge.session().renew(headers)) {
                response = bridge.wire().post(request.bytes(), headers());
            }
        }
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 == 2 && BridgeWire.isStream(response)) {
                stream(response);
            } else {
                whole(response, new String(body.readAllBytes(), StandardCharsets.UTF_8), true);
            }
        }
    }

    private Map<String, String> headers() {
        if (request.version() == null) {
            return request.method().equals("initialize")
                    ? Map.of()
                    : bridge.session().headers();
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.putAll(bridge.headers().of(request));
        return headers;
    }

    private void whole(HttpResponse<InputStream> response, String text, boolean first) throws IOException {
        JsonNode answer = BridgeWire.read(text);
        if (first && answer.at("/error/code").asInt() == HEADER_MISMATCH && bridge.learnTools(request)) {
            HttpResponse<InputStream> again = bridge.wire().post(request.bytes(), headers());
            try (InputStream body = again.body()) {
                if (again.statusCode() / 100 == 2 && BridgeWire.isStream(again)) {
                    stream(again);
                } else {
                    whole(again, new String(body.readAllBytes(), StandardCharsets.UTF_8), false);
                }
            }
        } else if (response.statusCode() == 401) {
            fail(
                    BridgeOutput.LOGIN,
                    "the gateway at " + bridge.gateway() + " wants to know who asks",
                    Complaints.login(bridge.gateway()));
        } else if (answer.has("result") || answer.has("error") && answer.has("jsonrpc")) {
            hand(response, answer, text);
        } else {
            String detail = answer.path("detail").asText("the gateway answered with status " + response.statusCode());
            fail(BridgeOutput.GATEWAY, detail, "");
        }
    }

    /** An error that was found before the request could be read names nobody; here it is known whose it is. */
    private void hand(HttpResponse<?> response, JsonNode answer, String text) {
        if (answer.path("id").equals(request.id())) {
            arrived(response, answer, text);
        } else if (answer instanceof ObjectNode object) {
            object.set("id", request.id());
            say(object.toString());
        }
    }

    private void arrived(HttpResponse<?> response, JsonNode answer, String text) {
        switch (request.method()) {
            case "initialize" -> bridge.session().begun(request, response, answer);
            case "tools/list" -> bridge.headers().learn(answer.path("result"));
            default -> {}
        }
        say(text);
    }

    private void stream(HttpResponse<InputStream> first) throws IOException {
        HttpResponse<InputStream> response = first;
        String last = null;
        long pause = PAUSE_MILLIS;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ServerSentEvents events = BridgeWire.events(response);
            try (InputStream body = response.body()) {
                if (hear(first, events)) {
                    return;
                }
            } catch (IOException e) {
                // A stream that was cut, as one that ended before the answer, is gone on with.
            }
            String after = events.lastEventId(last);
            attempt = after == null || after.equals(last) ? attempt : 0;
            last = after;
            pause = events.retryMillis(pause);
            // Events are numbered in the legacy era alone; else what was cut is lost, and the client may ask anew.
            if (last == null || cancelled || request.version() != null || !BridgeListener.rest(pause)) {
                break;
            }
            response = bridge.wire()
                    .listen(BridgeListener.resuming(bridge.session().headers(), last));
            if (response.statusCode() != 200) {
                response.body().close();
                break;
            }
        }
        throw new IOException("the connection was lost before the answer");
    }

    /** Hands a stream's messages on, and returns whether the answer was among them. */
    private boolean hear(HttpResponse<?> response, ServerSentEvents events) throws IOException {
        for (String data = events.next(); data != null; data = events.next()) {
            JsonNode message = BridgeWire.read(data);
            if (!message.has("method") && message.path("id").equals(request.id())) {
                arrived(response, message, data);
                return true;
            }
            say(data);
        }
        return false;
    }

    private void say(String message) {
        if (!cancelled) {
            bridge.out().write(message);
        }
    }

    private void fail(int code, String message, String next) {
        if (!cancelled) {
            bridge.out().fail(request.id(), code, message, next);
        }
    }
}
