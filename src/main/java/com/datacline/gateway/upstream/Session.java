package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Operation;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the gateway and a server have agreed on for one caller: how requests look from now on. */
sealed interface Session permits LegacySession, ModernSession {

    /** Returns the HTTP headers of a request. */
    Map<String, String> headers(Operation operation);

    /** Returns the JSON-RPC params of a request. */
    ObjectNode params(Operation operation);

    /** Returns what the server said of itself: serverInfo, capabilities, protocolVersion, instructions. */
    ObjectNode info();

    /** Tells whether the server has forgotten the session and did not look at the request. */
    boolean refusedBy(RpcOutcome outcome);
}
