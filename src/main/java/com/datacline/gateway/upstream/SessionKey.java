package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ClientStream;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whose session at a server: what a server keeps in a session must not reach another caller, and what it may ask is fixed
 * when the session is opened.
 *
 * @param caller the caller's name
 * @param client the session of the client's own, or empty if calls of this caller may share one
 * @param capabilities what the client declared
 */
record SessionKey(String caller, String client, ObjectNode capabilities) {

    static SessionKey of(String caller, ClientStream stream) {
        return new SessionKey(caller, stream.session(), stream.capabilities());
    }

    /** The same without what makes no difference at a server that keeps no sessions. */
    SessionKey stateless() {
        return new SessionKey(caller, "", JsonNodeFactory.instance.objectNode());
    }
}
