package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import java.io.IOException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request over Streamable HTTP. Its answer is a JSON body or a stream of events; a stream that numbers its events and
 * breaks off is resumed where it ended (2025-11-25, transports, resumability).
 */
final class HttpInquiry implements Inquiry {
    private static final long RETRY_MILLIS = 1_000;
    private static final int MOST_RETRIES = 5;

    private final String server;
    private final long id;
    private final Transport transport;
    private final Sender sender;
    private final Function<String, HttpGet> resumption;
    private final HttpAnswerReader reader;

    private HttpUriRequestBase request;
    private @Nullable ClassicHttpResponse response;
    private @Nullable ServerSentEvents events;
    private @Nullable String lastEventId;
    private @Nullable String sessionId;
    private long retryMillis = RETRY_MILLIS;
    private boolean paused;
    private boolean begun;
    private int emptyHanded;

    /** Sends an HTTP request. */
    interface Sender {
        ClassicHttpResponse send(HttpUriRequestBase request, InFlight call, String server);
    }

    /** @param resumption makes the request that goes on after the event of that id */
    HttpInquiry(
            String server,
            long id,
            Transport transport,
            Sender sender,
            HttpUriRequestBase request,
            Function<String, HttpGet> resumption) {
        this.server = server;
        this.id = id;
        this.transport = transport;
        this.sender = sender;
        this.request = request;
        this.resumption = resumption;
        this.reader = new HttpAnswerReader(
                server, id, transport.properties().maxResponse().toBytes());
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Heard next(InFlight call) {
        try {
            if (paused) {
                resume(call);
            }
            ServerSentEvents stream = events;
            if (stream == null) {
                return first(call);
            }
            call.track(request);
            return event(stream);
        } catch (CallFailed e) {
            close();
            throw call.why(e);
        } catch (IOException e) {
            close();
            throw call.why(begun ? new ServerFault(cut(server, e)) : broken(server, e));
        }
    }

    private Heard first(InFlight call) throws IOException {
        ClassicHttpResponse answer = sender.send(request, call, server);
        response = answer;
        sessionId = HttpAnswerReader.sessionId(answer);
        ServerSentEvents stream = reader.stream(answer);
        if (stream == null) {
            RpcOutcome outcome = reader.whole(answer);
            finish();
            return new Heard.Answered(outcome);
        }
        events = stream;
        return event(stream);
    }

    private Heard event(ServerSentEvents stream) throws IOException {
        String data;
        try {
            data = stream.next();
        } catch (IOException e) {
            if (request.isCancelled() || stream.lastEventId(lastEventId) == null) {
                throw e;
            }
            data = null;
        }
        lastEventId = stream.lastEventId(lastEventId);
        retryMillis = stream.retryMillis(retryMillis);
        if (data != null) {
            begun = true;
            emptyHanded = 0;
            Heard heard = reader.event(data, sessionId);
            if (heard instanceof Heard.Answered) {
                finish();
            }
            return heard;
        }
        if (lastEventId == null || emptyHanded++ >= MOST_RETRIES) {
            throw reader.failed("ended its event stream without an answer");
        }
        close();
        paused = true;
        return new Heard.Paused(retryMillis);
    }

    private void resume(InFlight call) throws IOException {
        paused = false;
        call.sleep(retryMillis);
        request = resumption.apply(String.valueOf(lastEventId));
        ClassicHttpResponse answer = sender.send(request, call, server);
        response = answer;
        events = reader.stream(answer);
        if (events == null) {
            throw reader.failed("broke off its answer and does not resume it (HTTP " + answer.getCode() + ")");
        }
    }

    /** A whole answer gives its connection back. */
    private void finish() throws IOException {
        ClassicHttpResponse answer = response;
        response = null;
        if (answer == null) {
            return;
        }
        HttpEntity entity = answer.getEntity();
        if (entity != null && HttpAnswerReader.isStream(entity)) {
            HttpUriRequestBase sent = request;
            Thread.startVirtualThread(() -> transport.drain(sent, answer));
            return;
        }
        try (answer) {
            if (entity != null) {
                entity.getContent().close();
            }
        }
    }

    /** One that was given up takes its connection along. */
    @Override
    public void close() {
        ClassicHttpResponse answer = response;
        response = null;
        events = null;
        if (answer == null) {
            return;
        }
        request.cancel();
        try {
            answer.close();
        } catch (IOException e) {
            // The connection is of no more use, and is not given back.
        }
    }

    /** Returns why there is no answer of which nothing was heard yet. */
    static CallFailed broken(String server, IOException e) {
        Failure failure = cut(server, e);
        return ConnectionFault.isMomentary(e) ? ServerFault.momentary(failure) : new ServerFault(failure);
    }

    private static Failure cut(String server, IOException e) {
        return new Failure(
                FailureCode.UPSTREAM_ERROR,
                "server " + server + " broke off its answer: " + e.getClass().getSimpleName());
    }
}
