package com.datacline.gateway.security;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
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
    Discovery discovery(AuthProperties properties) {
        return Discovery.of(properties);
    }

    @Bean
    FilterRegistrationBean<OriginFilter> originFilter(AuthProperties properties, ListenAddress listenAddress) {
        boolean loopback = listenAddress.address().isLoopbackAddress();
        FilterRegistrationBean<OriginFilter> filter =
                new FilterRegistrationBean<>(new OriginFilter(properties.allowedOrigins(), loopback));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http, AuthProperties properties, TokenProperties tokens, RefusedLogins refused)
            throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        // Sessions, and what the servlet API could be asked about a caller, are of no use here: those filters are left
        // out.
        http.anonymous(AbstractHttpConfigurer::disable).servletApi(AbstractHttpConfigurer::disable);
        if (properties.enabled()) {
            LoginRefusal refusal = new LoginRefusal(GatewayResource.of(properties), refused);
            http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .addFilterBefore(bearer(checks(properties, tokens), refusal), ExceptionTranslationFilter.class)
                    .exceptionHandling(problems ->
                            problems.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                    .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                            .permitAll()
                            .anyRequest()
                            .access(enoughScopes(properties)));
        } else {
            // Nobody is named and nothing is forbidden: the filters that would find that out are left out too.
            http.exceptionHandling(AbstractHttpConfigurer::disable).sessionManagement(AbstractHttpConfigurer::disable);
        }
        return http.build();
    }

    /** Who is known and has the scopes that everybody needs. Decided here, so that no stream has begun yet. */
    private static AuthorizationManager<RequestAuthorizationContext> enoughScopes(AuthProperties properties) {
        return (authentication, context) ->
                new AuthorizationDecision(authentication.get() instanceof CallerAuthentication known
                        && known.caller().scopes().containsAll(properties.requiredScopes()));
    }

    /** The resource server's own filter, with what reads the token, what checks it and what refuses it. */
    private static BearerTokenAuthenticationFilter bearer(TokenChecks checks, LoginRefusal refusal) {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(checks);
        filter.setBearerTokenResolver(new TokenReader());
        filter.setAuthenticationEntryPoint(refusal);
        // Spring lets a fault of the check itself through as a bare 500; here it is a refusal like any other.
        filter.setAuthenticationFailureHandler(refusal::commence);
        return filter;
    }

    private static TokenChecks checks(AuthProperties auth, TokenProperties tokens) {
        Clock clock = Clock.systemUTC();
        String keys = isEmpty(auth.jwksUrl()) ? auth.issuer() + OIDC + "certs" : String.valueOf(auth.jwksUrl());
        TokenCheck jwts = new JwtCheck(new IssuerKeys(keys, tokens), Algorithms.read(auth.algorithm()));
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
