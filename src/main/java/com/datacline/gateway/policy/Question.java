package com.datacline.gateway.policy;

import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May this caller do that?
 *
 * @param caller who
 * @param roles all roles of the caller: of the token, and by the policy's own assignments
 * @param kind what
 * @param server at which server
 * @param subject the tool, prompt or resource URI in the server's own spelling; null for any of them
 * @param arguments the arguments, or null for any
 * @param facts what is known of servers and tools
 * @param now when
 */
record Question(
        Caller caller,
        Set<String> roles,
        Kind kind,
        String server,
        @Nullable String subject,
        @Nullable JsonNode arguments,
        Facts facts,
        Instant now) {}
