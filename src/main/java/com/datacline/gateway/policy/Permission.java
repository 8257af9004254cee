package com.datacline.gateway.policy;

import java.util.Set;

/**
 * What a role may do: {@code mcp:<server>:<tool>}.
 *
 * @param role the role
 * @param line where it stands in the file
 * @param servers the servers
 * @param subjects tools, prompts or resource URIs there
 * @param kinds what may be done to them
 */
record Permission(String role, int line, Names servers, Names subjects, Set<Kind> kinds) {
    Permission {
        kinds = Set.copyOf(kinds);
    }

    Match match(Question question) {
        if (!kinds.contains(question.kind()) || !servers.has(question.server())) {
            return Match.NO;
        }
        String subject = question.subject();
        if (subject == null) {
            return subjects.hasAll() ? Match.YES : Match.MAYBE;
        }
        return Match.of(subjects.has(subject));
    }
}
