package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.TraceParent;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** JSON-RPC messages to one server over Streamable HTTP: one POST each. */
final class HttpWire implements Wire {
    private static final String STREAM = "text/event-stream";

    private final String server;
    private final URI address;
    private final Transport transport;
    private final Connections connections;
    private final AtomicLong ids = new AtomicLong();

    HttpWire(String server, URI address, Transport transport, Connections connections) {
        this.server = server;
        this.address = address;
        this.transport = transport;
        this.connections = connections;
    }

    @Override
    public long nextId() {
        return ids.incrementAndGet();
    }

    @Override
    public Inquiry begin(
            long id, String method, ObjectNode params, Map<String, String> headers, Credential credential) {
        ObjectNode message = JsonRpc.request(LongNode.valueOf(id), method);
        message.set("params", params);
        HttpPost post = post(message, headers, credential);
        traced(post, params.path("_meta"));
        return new HttpInquiry(
                server,
                id,
                transport,
                lasting(method) ? connections::open : connections::send,
                post,
                lastEventId -> get(headers, credential, lastEventId));
    }

    /** What the message says of its trace is said to what stands before the server, too (W3C Trace Context). */
    private static void traced(HttpPost post, JsonNode meta) {
        JsonNode parent = meta.path(TraceParent.NAME);
        if (parent.isTextual() && TraceParent.traceId(parent.asText()) != null) {
            post.setHeader(TraceParent.NAME, parent.asText());
            String state = meta.path(TraceParent.STATE).asText();
            if (TraceParent.isState(state)) {
                post.setHeader(TraceParent.STATE, state);
            }
        }
    }

    @Override
    public Inquiry listen(Map<String, String> headers, Credential credential, Runnable opened) {
        return new HttpInquiry(
                server,
                -1,
                transport,
                (request, call, name) -> {
                    var response = connections.open(request, call, name);
                    opened.run();
                    return response;
                },
                get(headers, credential, null),
                lastEventId -> get(headers, credential, lastEventId));
    }

    @Override
    public void post(ObjectNode message, Map<String, String> headers, Credential credential, InFlight call) {
        HttpPost post = post(message, headers, credential);
        try (var response = connections.send(post, call, server)) {
            if (response.getCode() == 401 || response.getCode() == 403) {
                throw HttpAnswerReader.challenged(server, response);
            }
            int status = response.getCode();
            if (status >= 400) {
                throw new RpcOutcome(status, null, null, null)
                        .because(new Failure(
                                FailureCode.UPSTREAM_ERROR,
                                "server " + server + " refused a notification with HTTP " + status));
            }
        } catch (IOException e) {
            throw call.why(HttpInquiry.broken(server, e));
        }
    }

    @Override
    public void hangUp(Map<String, String> headers, Credential credential, InFlight call) {
        HttpDelete delete = new HttpDelete(url(credential));
        headers.forEach(delete::setHeader);
        credentials(delete, credential);
        try (var response = connections.send(delete, call, server)) {
            response.getCode();
        } catch (IOException | CallFailed e) {
            // The session dies at the server's own pace then.
        }
    }

    private static boolean lasting(String method) {
        return method.equals(Action.LISTEN.method());
    }

    private HttpPost post(ObjectNode message, Map<String, String> headers, Credential credential) {
        credential.body().forEach(message::put);
        HttpPost post = new HttpPost(url(credential));
        post.setEntity(new ByteArrayEntity(WireJson.bytes(message), ContentType.APPLICATION_JSON));
        post.setHeader("Accept", "application/json, " + STREAM);
        headers.forEach(post::setHeader);
        credentials(post, credential);
        return post;
    }

    private HttpGet get(Map<String, String> headers, Credential credential, @Nullable String lastEventId) {
        HttpGet get = new HttpGet(url(credential));
        get.setHeader("Accept", STREAM);
        headers.forEach(get::setHeader);
        if (lastEventId != null) {
            get.setHeader("Last-Event-ID", lastEventId);
        }
        credentials(get, credential);
        return get;
    }

    private static void credentials(HttpUriRequestBase request, Credential credential) {
        credential.headers().forEach(request::setHeader);
    }

    private URI url(Credential credential) {
        if (credential.query().isEmpty()) {
            return address;
        }
        StringBuilder url = new StringBuilder(address.toString());
        char separator = address.getRawQuery() == null ? '?' : '&';
        for (Map.Entry<String, String> parameter : credential.query().entrySet()) {
            url.append(separator)
                    .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return URI.create(url.toString());
    }
}
