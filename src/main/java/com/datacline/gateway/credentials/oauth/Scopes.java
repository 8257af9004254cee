package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.registry.OAuth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to ask for (MCP, authorization, scope selection strategy). */
final class Scopes {
    private static final String OFFLINE = "offline_access";

    private Scopes() {}

    /**
     * Returns the registry's scopes, else the challenge's, else all that the server knows, else none; more rights are
     * asked for together with those that there are.
     *
     * @param held what the present login has, or nothing
     */
    static List<String> of(
            OAuth oauth, @Nullable BearerChallenge challenge, Collection<String> held, AuthorizationServer server) {
        List<String> challenged = challenge == null ? List.of() : challenge.scopes();
        List<String> base = !oauth.scopes().isEmpty()
                ? oauth.scopes()
                : !challenged.isEmpty() ? challenged : server.resource().scopes();
        Set<String> wanted = new LinkedHashSet<>(base);
        if (challenge != null && challenge.wantsMoreScopes()) {
            wanted.addAll(held);
            wanted.addAll(challenged);
        }
        boolean person = oauth.grant() == OAuth.Grant.AUTHORIZATION_CODE;
        if (person && !wanted.isEmpty() && server.knowsScope(OFFLINE)) {
            wanted.add(OFFLINE);
        }
        return List.copyOf(wanted);
    }

    static boolean offline(Collection<String> scopes) {
        return scopes.contains(OFFLINE);
    }

    /** Returns what a challenge asks for and was not asked for yet. */
    static List<String> missing(BearerChallenge challenge, Collection<String> held) {
        List<String> missing = new ArrayList<>(challenge.scopes());
        missing.removeAll(held);
        return missing;
    }
}
