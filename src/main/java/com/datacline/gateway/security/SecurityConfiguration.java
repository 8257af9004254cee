package com.datacline.gateway.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Tokens are checked on every request of every surface; only a few pages say what the gateway is without one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthProperties.class)
class SecurityConfiguration {
    private static final RequestMatcher OPEN = new OrRequestMatcher(List.of(
            open("/"),
            open("/health"),
            open("/openapi.json"),
            open("/openapi.json/**"),
            // a browser comes back here from a server's issuer, and has no token of ours
            open("/oauth/callback")));

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
    FilterRegistrationBean<OriginFilter> originFilter(
            AuthProperties properties, ListenAddress listenAddress, SecurityLog log) {
        boolean loopback = listenAddress.address().isLoopbackAddress();
        FilterRegistrationBean<OriginFilter> filter =
                new FilterRegistrationBean<>(new OriginFilter(properties.allowedOrigins(), loopback, log));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, AuthProperties properties, RefusedLogins refused) throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        if (properties.enabled()) {
            LoginRefusal refusal = new LoginRefusal(refused);
            http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                            .permitAll()
                            .anyRequest()
                            .access(enoughScopes(properties)))
                    .oauth2ResourceServer(server -> server.authenticationEntryPoint(refusal)
                            .jwt(jwt -> jwt.decoder(decoder(properties)))
                            .withObjectPostProcessor(refusingWith(refusal)));
        } else {
            // Nobody is named and nothing is forbidden: the filters that would find that out are left out.
            http.anonymous(AbstractHttpConfigurer::disable)
                    .servletApi(AbstractHttpConfigurer::disable)
                    .exceptionHandling(AbstractHttpConfigurer::disable)
                    .sessionManagement(AbstractHttpConfigurer::disable);
        }
        return http.build();
    }

    /** Spring lets a fault of the check itself through as a bare 500; here it is a refusal like any other. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> refusingWith(LoginRefusal refusal) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(refusal::commence);
                return filter;
            }
        };
    }

    /** A caller whose token lacks a scope hears which one, as 403 insufficient_scope (RFC 6750, section 3.1). */
    private static AuthorizationManager<RequestAuthorizationContext> enoughScopes(AuthProperties properties) {
        List<AuthorizationManager<RequestAuthorizationContext>> all = new ArrayList<>();
        all.add(AuthenticatedAuthorizationManager.authenticated());
        for (String scope : properties.requiredScopes()) {
            all.add(AuthorityAuthorizationManager.hasAuthority("SCOPE_" + scope));
        }
        return AuthorizationManagers.allOf(all.toArray(AuthorizationManager[]::new));
    }

    private static JwtDecoder decoder(AuthProperties properties) {
        String keys = properties.jwksUrl() == null || properties.jwksUrl().isBlank()
                ? properties.issuer() + "/protocol/openid-connect/certs"
                : properties.jwksUrl();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .jwsAlgorithm(SignatureAlgorithm.from(properties.algorithm()))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                List.of(JwtValidators.createDefaultWithIssuer(properties.issuer()), audience(properties))));
        return decoder;
    }

    /** A token that is not meant for this gateway, or for nobody in particular, is refused (RFC 8707, section 3). */
    private static OAuth2TokenValidator<Jwt> audience(AuthProperties properties) {
        Set<String> ours =
                properties.audience() == null || properties.audience().isBlank()
                        ? Set.of(properties.resource())
                        : Set.of(properties.resource(), properties.audience());
        return token ->
                token.getAudience() != null && token.getAudience().stream().anyMatch(ours::contains)
                        ? OAuth2TokenValidatorResult.success()
                        : OAuth2TokenValidatorResult.failure(
                                new OAuth2Error("invalid_token", "the token is not meant for this gateway", null));
    }
}
