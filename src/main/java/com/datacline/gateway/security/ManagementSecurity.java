package com.datacline.gateway.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.WebApplicationContext;

/**
 * The management endpoints: on a port of their own, for callers with a role of their own. Whether the process lives and is
 * ready is all that is told without a token, beside the page that logs in to get one.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementProperties.class)
class ManagementSecurity {
    private static final RequestMatcher PROBES =
            new OrRequestMatcher(probe("/actuator/health/liveness"), probe("/actuator/health/readiness"));

    /** Asks the web server which servlet will answer, so that there are no two opinions of a path. */
    private static final RequestMatcher PAGE =
            request -> (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                    && ManagementProperties.PUBLIC_PAGE.equals(
                            request.getHttpServletMapping().getServletName());

    private static RequestMatcher probe(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
    }

    /** @throws InvalidConfiguration if everybody in the network could ask */
    @Bean
    ManagementAddress managementAddress(AuthProperties auth, Environment environment) {
        return ManagementAddress.of(auth, environment);
    }

    @Bean
    Operators operators(AuthProperties auth, ManagementProperties properties) {
        return new Operators(auth.enabled() ? properties.operatorRole() : null);
    }

    /** Comes first and takes every request that is not provably one of the main port, whatever its path. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain management(
            HttpSecurity http,
            WebApplicationContext main,
            AuthProperties auth,
            ManagementProperties properties,
            AllowedOrigins origins,
            HostCheck hosts,
            RefusalBudget refusals,
            ObjectProvider<BearerTokens> bearerTokens)
            throws Exception {
        http.securityMatcher(request -> request.getServletContext() != main.getServletContext())
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(AbstractHttpConfigurer::disable)
                .addFilterBefore(new OriginFilter(origins, hosts, refusals), SecurityContextHolderFilter.class)
                .addFilterBefore(SecurityHeaders.filter(), OriginFilter.class);
        if (auth.enabled()) {
            bearerTokens.getObject().on(http);
            http.authorizeHttpRequests(requests -> requests.requestMatchers(PROBES, PAGE)
                    .permitAll()
                    .anyRequest()
                    .access((caller, request) ->
                            new AuthorizationDecision(caller.get() instanceof CallerAuthentication known
                                    && known.caller().roles().contains(properties.role()))));
        } else {
            // On loopback only, as the gateway itself; ManagementAddress sees to that.
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        }
        return http.build();
    }
}
