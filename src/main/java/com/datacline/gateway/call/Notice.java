package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A notification of a client that is meant for the servers of its session.
 *
 * @param session the client's session
 * @param notification the JSON-RPC notification
 */
public record Notice(String session, ObjectNode notification) {}
