package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the gateway and a server have agreed on: how requests look from now on. */
sealed interface Session permits LegacySession, ModernSession {

    /** Returns what carries its messages. */
    Wire wire();

    /** Returns the HTTP headers of a request. */
    Map<String, String> headers(Operation operation);

    /**
     * Returns the JSON-RPC params of a request.
     *
     * @param client for whom it is made
     * @param id its JSON-RPC id, which is also the token of its progress
     */
    ObjectNode params(Operation operation, ClientStream client, long id);

    /** Returns what the server said of itself: serverInfo, capabilities, protocolVersion, instructions. */
    ObjectNode info();

    /** Tells whether the server has forgotten the session and did not look at the request. */
    boolean refusedBy(RpcOutcome outcome);

    /** Returns the request for an operation. */
    default Inquiry begin(Operation operation, ClientStream client, Credential credential) {
        long id = wire().nextId();
        return wire().begin(
                        id, operation.action().method(), params(operation, client, id), headers(operation), credential);
    }
}
