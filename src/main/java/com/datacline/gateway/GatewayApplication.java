package com.datacline.gateway;

import org.springframework.boot.actuate.autoconfigure.metrics.LogbackMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.web.servlet.WebMvcObservationAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;

/**
 * The gateway as a Spring Boot application; what it does is in {@code routes/}. Requests go from the security filters
 * straight to the routes, so Spring MVC, which would stand between them, is left out.
 */
@SpringBootApplication(
        exclude = {
            // see LogEvents
            LogbackMetricsAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HttpEncodingAutoConfiguration.class,
            MultipartAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class,
            WebSocketServletAutoConfiguration.class
        },
        // They would make an SDK of their own as soon as OpenTelemetry is on the class path; see TracingBeans.
        excludeName = {
            // They look for a client of Redis and what it is made of; see ClusterBeans.
            "org.springframework.boot.actuate.autoconfigure.metrics.redis.LettuceMetricsAutoConfiguration",
            "org.springframework.boot.autoconfigure.netty.NettyAutoConfiguration",
            "org.springframework.boot.autoconfigure.reactor.ReactorAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingAutoConfiguration"
        })
public class GatewayApplication {}
