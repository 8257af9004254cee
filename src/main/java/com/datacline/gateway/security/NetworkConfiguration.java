package com.datacline.gateway.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What stands before everything else, whether callers have tokens or not: headers, origins, CORS, plain error pages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NetworkProperties.class)
class NetworkConfiguration {

    @Bean
    RefusalBudget refusalBudget(RefusedLogins records, NetworkProperties properties, MeterRegistry meters) {
        return new RefusalBudget(
                records, properties.refusalsPerMinute(), Ticker.systemTicker(), refusal -> meters.counter(
                                "gateway.logins.refused", "outcome", refusal.outcome())
                        .increment());
    }

    @Bean
    AllowedOrigins allowedOrigins(AuthProperties properties) {
        return new AllowedOrigins(properties.allowedOrigins(), properties.resource());
    }

    @Bean
    HostCheck hostCheck(AuthProperties properties, NetworkProperties network, ListenAddress listenAddress) {
        boolean loopback = listenAddress.address().isLoopbackAddress();
        return new HostCheck(properties.resource(), network.allowedHosts(), loopback);
    }

    @Bean
    FilterRegistrationBean<Filter> securityHeaders() {
        return inOrder(SecurityHeaders.filter(), 0);
    }

    @Bean
    FilterRegistrationBean<Filter> originFilter(AllowedOrigins origins, HostCheck hosts, RefusalBudget refusals) {
        return inOrder(new OriginFilter(origins, hosts, refusals), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> corsFilter(AllowedOrigins origins) {
        return inOrder(Cors.filter(origins), 2);
    }

    /** What is too broken for a filter to see is answered by Tomcat itself. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
        return PlainErrors::install;
    }

    private static FilterRegistrationBean<Filter> inOrder(Filter filter, int place) {
        FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(filter);
        bean.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return bean;
    }
}
