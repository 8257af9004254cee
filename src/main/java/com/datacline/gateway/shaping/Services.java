package com.datacline.gateway.shaping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;

/**
 * What shaping needs of the rest of the gateway, whichever routes are in force.
 *
 * @param tools what is known of servers' tools
 * @param confirmations what persons are being asked
 * @param redaction keeps secrets out of what leaves the journey
 */
public record Services(KnownTools tools, Confirmations confirmations, UnaryOperator<JsonNode> redaction) {}
