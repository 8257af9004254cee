package com.datacline.gateway.security;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
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
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Tokens are checked on every request of every surface; only a few pages say what the gateway is without one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthProperties.class)
class SecurityConfiguration {
    private static final RequestMatcher OPEN =
            new OrRequestMatcher(List.of(open("/"), open("/health"), open("/openapi.json"), open("/openapi.json/**")));

    private static RequestMatcher open(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
    }

    @Bean
    ListenAddress listenAddress(AuthProperties properties) {
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
    SecurityFilterChain security(HttpSecurity http, AuthProperties properties, RefusedLogins refused) throws Exception {
        http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        if (properties.enabled()) {
            http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .authorizeHttpRequests(requests -> requests.requestMatchers(OPEN)
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .oauth2ResourceServer(server -> server.authenticationEntryPoint(new LoginRefusal(refused))
                            .jwt(jwt -> jwt.decoder(decoder(properties))));
        } else {
            // Nobody is named and nothing is forbidden: the filters that would find that out are left out.
            http.anonymous(AbstractHttpConfigurer::disable)
                    .servletApi(AbstractHttpConfigurer::disable)
                    .exceptionHandling(AbstractHttpConfigurer::disable)
                    .sessionManagement(AbstractHttpConfigurer::disable);
        }
        return http.build();
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
