package com.datacline.gateway.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are checked.
 *
 * @param clockSkew how far the issuer's clock may be off: so long a token is taken after its end, and before its beginning
 * @param cacheTtl how long a token that was found good needs no second look at its signature; never beyond its end; 0 for
 *     not at all
 * @param introspectionTtl the same for what the issuer said of an opaque token
 * @param clientId who the gateway is at the issuer's introspection endpoint; empty for no introspection
 * @param clientSecret its secret there
 * @param keysTtl after how long the issuer's keys are fetched anew
 * @param keysPause the shortest time between two looks for a key that is not among them; two are let through in it
 * @param keysOutage how long the last keys do while the issuer is away
 */
@ConfigurationProperties("gateway.auth.tokens")
public record TokenProperties(
        @DefaultValue("0s") Duration clockSkew,
        @DefaultValue("300s") Duration cacheTtl,
        @DefaultValue("30s") Duration introspectionTtl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("5m") Duration keysTtl,
        @DefaultValue("10s") Duration keysPause,
        @DefaultValue("1h") Duration keysOutage) {

    /** @throws InvalidConfiguration if a duration makes no sense, or if half of the client's login is missing */
    public TokenProperties {
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidConfiguration(
                    "TOKEN_CLOCK_SKEW must be between 0 and 300 seconds, was " + clockSkew.toSeconds() + ".");
        }
        if (cacheTtl.isNegative()) {
            throw new InvalidConfiguration(
                    "TOKEN_CACHE_TTL must be 0 (no cache) or a number of seconds, was " + cacheTtl.toSeconds() + ".");
        }
        if (keysPause.compareTo(keysTtl) >= 0) {
            throw new InvalidConfiguration("gateway.auth.tokens.keys-pause must be shorter than keys-ttl.");
        }
        if (isEmpty(clientId) != isEmpty(clientSecret)) {
            throw new InvalidConfiguration("Introspection of opaque tokens needs both MCP_OAUTH_CLIENT_ID and"
                    + " MCP_OAUTH_CLIENT_SECRET, and one of them is not set. Set both, or neither.");
        }
    }

    /** Tells whether opaque tokens are taken, and looked up at the issuer. */
    public boolean introspects() {
        return !isEmpty(clientId);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "TokenProperties[clockSkew=" + clockSkew + ", cacheTtl=" + cacheTtl + ", clientId=" + clientId + "]";
    }
}
