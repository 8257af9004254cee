package com.datacline.gateway.call;

import com.datacline.gateway.registry.McpServer;
import java.util.Map;

/**
 * An allowed call with the server's credential: the only thing that the {@code mcp:} component takes. It can only be
 * made from an {@link Allowed} decision, so a route that forgot to decide fails closed.
 *
 * @param allowed the decision that lets it pass
 * @param server the server as the registry had it when the credential was chosen: it goes nowhere else, though the registry
 *     may change meanwhile
 * @param credential what to show the server
 */
public record UpstreamCall(Allowed allowed, McpServer server, Credential credential) {

    /** Returns the decided call. */
    public SingleCall call() {
        return allowed.call();
    }

    /** Returns the same call, of which its server learns where it is in the trace. */
    public UpstreamCall in(Trace trace) {
        SingleCall traced = call().with(trace.in(call().operation()));
        return new UpstreamCall(new Allowed(traced, allowed.caller(), allowed.because()), server, credential);
    }

    /** Returns who must not share a session with anybody else: the caller, as the identity the server knows. */
    public String sessionOwner() {
        String caller = allowed.caller().id();
        return credential.identity().isEmpty() ? caller : caller + "\n" + credential.identity();
    }

    /**
     * Where a secret goes in an upstream request.
     *
     * @param headers HTTP headers
     * @param query query parameters
     * @param body members of the JSON body
     * @param identity changes when it makes the gateway somebody else at the server; empty where nobody can tell
     */
    public record Credential(
            Map<String, String> headers, Map<String, String> query, Map<String, String> body, String identity) {

        /** No credential. */
        public static final Credential NONE = new Credential(Map.of(), Map.of(), Map.of(), "");

        public Credential {
            headers = Map.copyOf(headers);
            query = Map.copyOf(query);
            body = Map.copyOf(body);
        }

        /** Names the places, never the secrets. */
        @Override
        public String toString() {
            return "Credential[headers=" + headers.keySet() + ", query=" + query.keySet() + ", body=" + body.keySet()
                    + "]";
        }
    }
}
