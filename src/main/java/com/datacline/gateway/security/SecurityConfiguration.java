package com.datacline.gateway.security;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Tokens are checked on every request of every surface; only a few pages say what the gateway is without one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuthProperties.class, TokenProperties.class})
class SecurityConfiguration {
    private static final RequestMatcher OPEN = new OrRequestMatcher(List.of(
            open("/"),
            open("/health"),
            open("/openapi.json"),
            open("/openapi.json/**"),
            // the files of the operator page; what it shows it asks for with a token
            open("/console"),
            open("/console/**"),
            // a browser comes back here from a server's issuer, and has no token of ours
            open("/oauth/callback"),
            // how a client finds out where to log in
            open("/.well-known/oauth-protected-resource"),
            open("/.well-known/oauth-protected-resource/mcp"),
            open("/.well-known/oauth-authorization-server"),
            open("/.well-known/openid-configuration")));

    private static final String OIDC = "/protocol/openid-connect/";

    private static RequestMatcher open(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
    }

    @Bean
    ListenAddress listenAddress(AuthProperties properties) {
        if (!properties.enabled() && properties.oauthEnabled()) {
            throw new InvalidConfiguration(
                    "MCP_AUTH_ENABLED=true asks for authentication and AUTH_ENABLED=false turns it"
                            + " off. Set AUTH_ENABLED=true with KEYCLOAK_URL, or MCP_AUTH_ENABLED=false.");
        }
        if (properties.enabled()
                && (properties.keycloakUrl() == null || properties.keycloakUrl().isBlank())) {
            throw new InvalidConfiguration("AUTH_ENABLED=true needs an issuer of tokens. Set KEYCLOAK_URL (and"
                    + " KEYCLOAK_REALM, now " + properties.realm() + "), for example"
                    + " KEYCLOAK_URL=http://localhost:8080, or AUTH_ENABLED=false for a gateway on loopback only.");
        }
        return new ListenAddress(properties);
    }

    @Bean
    Callers callers(AuthProperties properties) {
        return new Callers(properties.enabled());
    }

    @Bean
    @ConditionalOnProperty(name = "gateway.auth.enabled", matchIfMissing = true)
    IssuerKeys issuerKeys(AuthProperties auth, TokenProperties tokens) {
        return new IssuerKeys(
                isEmpty(auth.jwksUrl()) ? auth.issuer() + OIDC + "certs" : String.valueOf(auth.jwksUrl()), tokens);
    }

    @Bean
    Discovery discovery(AuthProperties properties) {
        return Discovery.of(properties);
    }

    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** A token is long and every request has one: what is plain ASCII needs no pattern to be found harmless. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(plainOr(StrictHttpFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(plainOr(StrictHttpFirewall.ALLOWED_HEADER_VALUES));
        return firewall;
    }

    private static Predicate<String> plainOr(Predicate<String> strict) {
        return text -> isPlain(text) || strict.test(text);
    }

    private static boolean isPlain(@Nullable String text) {
        if (text == null) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Without authentication nobody asks for it, and there is no issuer to ask. */
    @Bean
    @Lazy
    BearerTokens bearerTokens(
            AuthProperties properties,
            TokenProperties tokens,
            ObjectProvider<IssuerKeys> keys,
            RefusalBudget refusals) {
        return new BearerTokens(
                checks(properties, tokens, keys.getObject()),
                new LoginRefusal(GatewayResource.of(properties), refusals));
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, AuthProperties properties, ObjectProvider<BearerTokens> bearerTokens) throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // SecurityHeaders writes them, and before more than this chain
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        // No caller has a session here, and nobody asks the servlet API about one: those filters are left out.
        http.anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()));
        if (properties.enabled()) {
            bearerTokens.getObject().on(http);
            http.authorizeHttpRequests(requests ->
                    requests.requestMatchers(OPEN).permitAll().anyRequest().access(enoughScopes(properties)));
        } else {
            // Nobody is named and nothing is forbidden: the filters that would find that out are left out too.
            http.exceptionHandling(AbstractHttpConfigurer::disable);
        }
        return http.build();
    }

    /** Who is known and has the scopes that everybody needs. Decided here, so that no stream has begun yet. */
    private static AuthorizationManager<RequestAuthorizationContext> enoughScopes(AuthProperties properties) {
        return (authentication, context) ->
                new AuthorizationDecision(authentication.get() instanceof CallerAuthentication known
                        && known.caller().scopes().containsAll(properties.requiredScopes()));
    }

    private static TokenChecks checks(AuthProperties auth, TokenProperties tokens, IssuerKeys keys) {
        Clock clock = Clock.systemUTC();
        TokenCheck jwts = new JwtCheck(keys, Algorithms.read(auth.algorithm()));
        TokenCheck opaque = tokens.introspects()
                ? new Introspection(
                        new IssuerMetadata(auth.issuer(), clock),
                        auth.issuer() + OIDC + "token/introspect",
                        String.valueOf(tokens.clientId()),
                        String.valueOf(tokens.clientSecret()))
                : null;
        Set<String> audiences = isEmpty(auth.audience())
                ? Set.of(auth.resource())
                : Set.of(auth.resource(), String.valueOf(auth.audience()));
        return new TokenChecks(
                jwts, opaque, new TokenRules(auth.issuer(), audiences, tokens.clockSkew(), clock), tokens, clock);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
