package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ClientStream;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whose session at a server: what a server keeps in a session must not reach another caller, and what it may ask is fixed
 * when the session is opened.
 *
 * @param owner the caller, as the identity that the server knows
 * @param client the session of the client's own, or empty if calls of this caller may share one
 * @param capabilities what the client declared
 */
record SessionKey(String owner, String client, ObjectNode capabilities) {

    /** The key of what serves all callers. */
    static final SessionKey ANYONE = new SessionKey("", "", JsonNodeFactory.instance.objectNode());

    static SessionKey of(String owner, ClientStream stream) {
        return new SessionKey(owner, stream.session(), stream.capabilities());
    }

    /** The same without what makes no difference at a server that keeps no sessions. */
    SessionKey stateless() {
        return new SessionKey(owner, "", JsonNodeFactory.instance.objectNode());
    }
}
