package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** JSON-RPC messages to one server over Streamable HTTP: one POST each. */
final class Rpc {
    private final McpServer server;
    private final Transport transport;
    private final AtomicLong ids = new AtomicLong();

    Rpc(McpServer server, Transport transport) {
        this.server = server;
        this.transport = transport;
    }

    /** Sends a request and waits for its response, until the call ends. */
    RpcOutcome request(
            String method, ObjectNode params, Map<String, String> headers, Credential credential, InFlight call) {
        long id = ids.incrementAndGet();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", params);
        HttpPost post = post(message, headers, credential);
        ResponseReader reader = new ResponseReader(
                server.name(),
                id,
                transport.properties().maxResponse().toBytes(),
                asked -> Thread.startVirtualThread(() -> decline(asked, headers, credential)),
                response -> Thread.startVirtualThread(() -> transport.drain(post, response)));
        return reader.read(transport.send(post, call, server.name()), call);
    }

    /** Sends a message that has no response. */
    void notify(ObjectNode message, Map<String, String> headers, Credential credential, InFlight call) {
        HttpPost post = post(message, headers, credential);
        try (var response = transport.send(post, call, server.name())) {
            if (response.getCode() >= 400) {
                throw new CallFailed(
                        FailureCode.UPSTREAM_ERROR,
                        "server " + server.name() + " refused a notification with HTTP " + response.getCode());
            }
        } catch (IOException e) {
            throw call.why(ResponseReader.broken(server.name(), e));
        }
    }

    /** Ends a session (transports, session management); whether the server cares does not matter. */
    void delete(Map<String, String> headers, Credential credential, InFlight call) {
        HttpDelete delete = new HttpDelete(url(credential));
        headers.forEach(delete::setHeader);
        credentials(delete, credential);
        try (var response = transport.send(delete, call, server.name())) {
            response.getCode();
        } catch (IOException | CallFailed e) {
            // The session dies at the server's own pace then.
        }
    }

    /** Answers a server's request: pings are answered, and nothing else was offered to it. */
    private void decline(ObjectNode asked, Map<String, String> headers, Credential credential) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        response.set("id", asked.get("id"));
        if (asked.path("method").asText().equals("ping")) {
            response.putObject("result");
        } else {
            response.putObject("error").put("code", -32601).put("message", "the gateway does not offer this");
        }
        try (InFlight call = InFlight.brief(server.name(), transport.clock())) {
            notify(response, headers, credential, call);
        } catch (CallFailed e) {
            // The server will notice that its question stays open.
        }
    }

    private HttpPost post(ObjectNode message, Map<String, String> headers, Credential credential) {
        credential.body().forEach(message::put);
        HttpPost post = new HttpPost(url(credential));
        post.setEntity(new ByteArrayEntity(WireJson.bytes(message), ContentType.APPLICATION_JSON));
        post.setHeader("Accept", "application/json, text/event-stream");
        headers.forEach(post::setHeader);
        credentials(post, credential);
        return post;
    }

    private static void credentials(HttpUriRequestBase request, Credential credential) {
        credential.headers().forEach(request::setHeader);
    }

    private URI url(Credential credential) {
        if (credential.query().isEmpty()) {
            return server.url();
        }
        StringBuilder url = new StringBuilder(server.url().toString());
        char separator = server.url().getRawQuery() == null ? '?' : '&';
        for (Map.Entry<String, String> parameter : credential.query().entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return URI.create(url.toString());
    }
}
