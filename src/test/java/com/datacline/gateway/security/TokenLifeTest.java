package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** How long a token, a key and the issuer's word are good. */
class TokenLifeTest {
    private final Moment clock = new Moment();
    private TokenIssuer issuer;

    /** A clock that a test puts forward. */
    private static final class Moment extends Clock {
        private volatile Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

        void pass(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void a_token_is_good_until_its_last_second_remembered_or_not() throws Exception {
        for (int ttl : new int[] {300, 0}) {
            TokenChecks checks = checks(0, ttl, 60);
            String token = token("ana", 10);
            check(checks, token);
            clock.pass(9);
            assertThat(check(checks, token).name()).isEqualTo("ana");
            clock.pass(1);
            assertRefused(checks, token, "the token has expired");
        }
    }

    @Test
    void clocks_may_differ_by_as_much_as_is_set_and_no_more() throws Exception {
        TokenChecks checks = checks(30, 300, 60);
        String old = token("ana", -29);
        String early = issuer.token(
                claims -> good("ana", 300).apply(claims).notBeforeTime(Date.from(clock.now.plusSeconds(30))));
        check(checks, old);
        check(checks, early);
        clock.pass(1);
        assertRefused(checks, old, "the token has expired");
    }

    @Test
    void a_remembered_token_is_checked_again_after_its_time() throws Exception {
        TokenChecks checks = checks(0, 60, 1);
        String token = token("ana", 3_000);
        check(checks, token);
        issuer.rotate("k2");
        Thread.sleep(1_200);
        // the new key is looked for, and the old one is gone
        check(checks, token("bob", 3_000));
        assertThat(check(checks, token).name()).isEqualTo("ana");
        clock.pass(60);
        assertRefused(checks, token, "the token is not signed as the issuer signs");
    }

    @Test
    void a_refused_token_is_not_remembered() throws Exception {
        TokenChecks checks = checks(0, 300, 60);
        String early = issuer.token(
                claims -> good("ana", 300).apply(claims).notBeforeTime(Date.from(clock.now.plusSeconds(5))));
        assertRefused(checks, early, "the token is not valid yet");
        clock.pass(5);
        assertThat(check(checks, early).name()).isEqualTo("ana");
    }

    @Test
    void while_the_issuer_is_away_its_last_keys_do() throws Exception {
        TokenChecks checks = checks(0, 0, 1);
        check(checks, token("ana", 3_000));
        issuer.down(true);
        Thread.sleep(1_200);
        assertThat(check(checks, token("bob", 3_000)).name()).isEqualTo("bob");
        assertThat(issuer.requests("/certs")).hasSizeGreaterThan(1);
    }

    @Test
    void without_any_keys_nothing_can_be_said_of_a_token_however_often_it_comes() throws Exception {
        TokenChecks checks = checks(0, 300, 60);
        issuer.down(true);
        String token = token("ana", 300);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> check(checks, token)).isInstanceOf(AuthenticationServiceException.class);
        }
        assertThat(issuer.requests("/certs")).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void an_opaque_token_is_asked_about_and_remembered_briefly() {
        TokenChecks checks = checks(0, 300, 60);
        String token = issuer.opaque("2YotnFZFEjr1zCsicMWpAA", good("ana", 3_000));

        assertThat(check(checks, token).id()).isEqualTo(issuer.issuer() + "#id-of-ana");
        check(checks, token);
        issuer.revoke(token);
        clock.pass(29);
        check(checks, token);
        assertThat(issuer.requests(
                        "Basic Z2F0ZXdheTpzZWNyZXQ= /realms/gateway/protocol/openid-connect/token/introspect"))
                .hasSize(1);
        clock.pass(1);
        assertRefused(checks, token, "the token is not one that the issuer vouches for");
    }

    @Test
    void an_opaque_token_obeys_the_same_rules() {
        TokenChecks checks = checks(0, 300, 60);
        assertRefused(
                checks,
                issuer.opaque("a", claims -> good("ana", 300).apply(claims).issuer("http://evil.example")),
                "the token is not from the issuer that is trusted here");
        assertRefused(
                checks,
                issuer.opaque("b", claims -> good("ana", 300).apply(claims).audience("http://other.example/mcp")),
                "the token is not meant for this gateway");
        assertRefused(checks, issuer.opaque("c", good("ana", 0)), "the token has expired");
        assertRefused(
                checks,
                issuer.opaque("d", claims -> good("ana", 1).apply(claims).expirationTime(null)),
                "the token has no end");
        assertRefused(checks, "nobody-has-issued-it", "the token is not one that the issuer vouches for");
    }

    @Test
    void a_forged_jwt_gets_no_second_chance_as_an_opaque_token() throws Exception {
        TokenChecks checks = checks(0, 300, 60);
        String forged = issuer.opaque(issuer.forged(good("ana", 300)), good("ana", 300));
        assertRefused(checks, forged, "the token is not signed as the issuer signs");
        assertThat(issuer.requests("/introspect")).isEmpty();
    }

    @Test
    void an_issuer_that_cannot_be_asked_lets_nobody_in() {
        TokenChecks checks = checks(0, 300, 60);
        String token = issuer.opaque("2YotnFZFEjr1zCsicMWpAA", good("ana", 3_000));
        issuer.down(true);
        assertThatThrownBy(() -> check(checks, token)).isInstanceOf(AuthenticationServiceException.class);
    }

    @Test
    void only_algorithms_with_a_key_pair_can_be_set() {
        assertThat(Algorithms.read("RS256, ES256")).hasSize(2);
        for (String wrong : new String[] {"none", "HS256", "RS256,HS256", "", "rs256"}) {
            assertThatThrownBy(() -> Algorithms.read(wrong))
                    .isInstanceOf(InvalidConfiguration.class)
                    .hasMessageContaining("JWT_ALGORITHM=" + wrong);
        }
    }

    @Test
    void half_a_login_for_introspection_is_refused() {
        assertThatThrownBy(() -> new TokenProperties(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        "gateway",
                        "",
                        Duration.ofSeconds(2),
                        Duration.ZERO,
                        Duration.ZERO))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("MCP_OAUTH_CLIENT_SECRET");
    }

    private java.util.function.UnaryOperator<com.nimbusds.jwt.JWTClaimsSet.Builder> good(String user, int seconds) {
        return claims -> issuer.good(user, 0).apply(claims).expirationTime(Date.from(clock.now.plusSeconds(seconds)));
    }

    private String token(String user, int seconds) throws Exception {
        return issuer.token(good(user, seconds));
    }

    private TokenChecks checks(int skew, int ttl, int keysTtl) {
        TokenProperties properties = new TokenProperties(
                Duration.ofSeconds(skew),
                Duration.ofSeconds(ttl),
                Duration.ofSeconds(30),
                "gateway",
                "secret",
                Duration.ofSeconds(keysTtl),
                Duration.ofMillis(500),
                Duration.ofHours(1));
        String oidc = issuer.issuer() + "/protocol/openid-connect/";
        return new TokenChecks(
                new JwtCheck(new IssuerKeys(oidc + "certs", properties), Algorithms.read("RS256")),
                new Introspection(
                        new IssuerMetadata(new IssuerAddress(issuer.issuer(), issuer.issuer()), clock),
                        oidc + "token/introspect",
                        "gateway",
                        "secret"),
                new TokenRules(issuer.issuer(), Set.of(TokenIssuer.RESOURCE), properties.clockSkew(), clock),
                properties,
                clock);
    }

    private static Caller check(TokenChecks checks, String token) {
        return ((CallerAuthentication) checks.authenticate(new BearerTokenAuthenticationToken(token))).caller();
    }

    private static void assertRefused(TokenChecks checks, String token, String why) {
        assertThatThrownBy(() -> check(checks, token))
                .isInstanceOf(InvalidBearerTokenException.class)
                .hasMessage(why);
    }
}
