package com.datacline.gateway.policy;

import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to a policy file, apart from any gateway.
 *
 * @param caller who would call
 * @param action {@code invoke_tool}, {@code read_resource} or {@code get_prompt}
 * @param server at which server
 * @param subject which tool, resource or prompt, or null for any
 * @param arguments which arguments, or null for any
 * @param annotations the tool's annotations
 * @param tags the server's tags
 * @param at when
 */
public record PolicyQuery(
        Caller caller,
        String action,
        String server,
        @Nullable String subject,
        @Nullable JsonNode arguments,
        JsonNode annotations,
        List<String> tags,
        Instant at) {

    public PolicyQuery {
        tags = List.copyOf(tags);
        kind(action);
    }

    /** Returns the same with any arguments. */
    public PolicyQuery withAnyArguments() {
        return new PolicyQuery(caller, action, server, subject, null, annotations, tags, at);
    }

    Question to(PolicyRules policy) {
        Facts facts = new Facts() {
            @Override
            public JsonNode annotations(String ofServer, String tool) {
                return annotations;
            }

            @Override
            public List<String> tags(String ofServer) {
                return tags;
            }
        };
        return new Question(caller, policy.roles(caller), kind(action), server, subject, arguments, facts, at);
    }

    private static Kind kind(String action) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.fileName().equals(action))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no action is named " + action + "; there are "
                        + Arrays.stream(Kind.values()).map(Kind::fileName).collect(Collectors.joining(", "))));
    }
}
