package com.datacline.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Leaves out auto-configurations that configure nothing here, before Spring Boot reads them. */
final class UnusedAutoConfigurations implements AutoConfigurationImportFilter {
    static final List<String> PREFIXES = List.of(
            // of the context of Camel's starter, which holds no routes: generations have contexts of their own;
            // requests come to
            // them by GatewayServlet
            "org.apache.camel.component.",
            "org.apache.camel.language.",
            "org.apache.camel.model.",
            "org.apache.camel.spring.boot.actuate.",
            "org.apache.camel.spring.boot.cloud.",
            "org.apache.camel.spring.boot.cluster.",
            "org.apache.camel.spring.boot.routecontroller.",
            "org.apache.camel.spring.boot.routetemplate.",
            "org.apache.camel.spring.boot.security.",
            "org.apache.camel.spring.boot.threadpool.",
            "org.apache.camel.spring.boot.trace.",
            "org.apache.camel.spring.boot.vault.",
            // there are no transactions, aspects, caches or scheduled methods in the gateway's beans
            "org.springframework.boot.autoconfigure.aop.",
            "org.springframework.boot.autoconfigure.cache.",
            "org.springframework.boot.autoconfigure.dao.",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.autoconfigure.sql.init.",
            "org.springframework.boot.autoconfigure.task.",
            "org.springframework.boot.autoconfigure.transaction.",
            "org.springframework.boot.actuate.autoconfigure.metrics.cache.",
            "org.springframework.boot.actuate.autoconfigure.metrics.task.",
            "org.springframework.boot.actuate.autoconfigure.scheduling.",
            // nor does anything use Spring's clients of HTTP and their converters
            "org.springframework.boot.autoconfigure.http.",
            "org.springframework.boot.autoconfigure.web.client.",
            "org.springframework.boot.actuate.autoconfigure.observation.web.client.");

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            wanted[i] = candidate == null || PREFIXES.stream().noneMatch(candidate::startsWith);
        }
        return wanted;
    }
}
