package com.datacline.gateway;

import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.InvalidConfiguration;
import com.datacline.gateway.telemetry.Sdk;
import com.datacline.gateway.telemetry.Settings;
import com.datacline.gateway.telemetry.Tracing;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Traces, where they are exported. Elsewhere there is none of these beans, and no class of OpenTelemetry. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingBeans.Exported.class)
class TracingBeans {

    /** Whether the variables {@code OTEL_*} say where traces go. */
    static final class Exported implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return settings(context.getEnvironment()).exports();
        }
    }

    @Bean
    Sdk openTelemetry(Environment environment, @Value("${gateway.version}") String version) {
        try {
            return new Sdk(settings(environment), version);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfiguration(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    Tracing tracing(Sdk sdk, Supplier<Registry> registry) {
        return sdk.tracing(registry);
    }

    private static Settings settings(Environment environment) {
        Settings settings = new Settings();
        if (environment instanceof ConfigurableEnvironment known) {
            known.getPropertySources().stream()
                    .filter(EnumerablePropertySource.class::isInstance)
                    .map(EnumerablePropertySource.class::cast)
                    .forEach(source -> {
                        for (String name : source.getPropertyNames()) {
                            settings.put(name, environment.getProperty(name));
                        }
                    });
        }
        return settings;
    }
}
