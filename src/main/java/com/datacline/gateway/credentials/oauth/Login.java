package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.OAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway being logged in at a server: its tokens, and what they are bound to.
 *
 * @param id differs from login to login and stays while tokens are refreshed
 * @param issuer who issued the tokens
 * @param resource what they are for
 * @param client the client they were issued to
 * @param tokenEndpoint where they are refreshed
 * @param accessToken what the server is shown
 * @param refreshToken what the issuer is shown for the next one, if there is one
 * @param issuedAt when the access token came
 * @param expiresAt when it ends, if that is known
 * @param scopes what was asked for or, if the issuer said so, given
 */
public record Login(
        String id,
        String issuer,
        String resource,
        Client client,
        String tokenEndpoint,
        String accessToken,
        @Nullable String refreshToken,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        List<String> scopes) {

    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final Duration YOUNG = Duration.ofSeconds(10);

    public Login {
        scopes = List.copyOf(scopes);
    }

    /** Tells whether it is for this server as the registry has it now. */
    boolean fits(McpServer server, OAuth oauth) {
        return ProtectedResource.covers(resource, server.url())
                && (oauth.issuer() == null || oauth.issuer().equals(issuer))
                && (oauth.clientId() == null || oauth.clientId().equals(client.id()));
    }

    /** Tells whether its access token is over, or will be in a moment: a minute, or a fifth of a short life. */
    boolean ends(Instant now) {
        if (expiresAt == null) {
            return false;
        }
        Duration fifth = Duration.between(issuedAt, expiresAt).dividedBy(5);
        return !now.plus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN).isBefore(expiresAt);
    }

    /** Tells whether the access token has just come: a server that refuses it would refuse the next one too. */
    boolean young(Instant now) {
        return now.isBefore(issuedAt.plus(YOUNG));
    }

    /** Names what it is for, never its tokens. */
    @Override
    public String toString() {
        return "Login[" + resource + " by " + issuer + "]";
    }
}
