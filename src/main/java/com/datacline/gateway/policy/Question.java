package com.datacline.gateway.policy;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Operation;
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
        Instant now) {

    /** Returns the question that was answered with a yes; of kinds that would all do, the first. */
    static Question of(Allowed allowed, Set<String> roles, Facts facts, Instant now) {
        Operation operation = allowed.call().operation();
        boolean known = Kind.isAboutSubject(operation.action());
        return new Question(
                allowed.caller(),
                roles,
                Kind.of(operation).getFirst(),
                allowed.call().server(),
                known ? operation.subject() : null,
                known ? operation.arguments() : null,
                facts,
                now);
    }
}
