package com.datacline.gateway.telemetry;

import com.datacline.gateway.registry.Registry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.function.Supplier;

/** OpenTelemetry's SDK, which sends spans in batches from a thread of its own. */
public final class Sdk implements AutoCloseable {
    private static final String SCOPE = "com.datacline.gateway";

    private final OpenTelemetrySdk sdk;
    private final String version;

    /** @throws IllegalArgumentException if the variables cannot be used, and why */
    public Sdk(Settings settings, String version) {
        this.version = version;
        try {
            this.sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(settings::properties)
                    .addResourceCustomizer((resource, config) -> resource.toBuilder()
                            .put(AttributeKey.stringKey("service.version"), version)
                            .build())
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException | IllegalStateException e) {
            throw new IllegalArgumentException("The variables OTEL_* cannot be used: " + e.getMessage(), e);
        }
    }

    /** Returns what makes spans. */
    public Tracing tracing(Supplier<Registry> registry) {
        return new Tracing(sdk.getTracerProvider().get(SCOPE, version), registry);
    }

    /** Sends what has not been sent yet. */
    @Override
    public void close() {
        sdk.close();
    }
}
