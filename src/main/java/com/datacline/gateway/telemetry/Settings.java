package com.datacline.gateway.telemetry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables {@code OTEL_*} of the OpenTelemetry specification (SDK configuration), as far as the gateway looks into them
 * itself.
 */
public final class Settings {
    private static final String PREFIX = "OTEL_";
    private static final Set<String> PLACES =
            Set.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    private final Map<String, String> variables = new TreeMap<>();

    /** Takes a variable, if it is one of them and has a value. */
    public void put(String name, @Nullable String value) {
        if (name.startsWith(PREFIX) && value != null && !value.isBlank()) {
            variables.putIfAbsent(name, value.strip());
        }
    }

    /** Tells whether traces are exported: where to, or by what, is said, and nothing forbids it. */
    public boolean exports() {
        String exporter = variables.getOrDefault("OTEL_TRACES_EXPORTER", "");
        boolean wanted = !exporter.isEmpty() || PLACES.stream().anyMatch(variables::containsKey);
        return wanted
                && !exporter.equals("none")
                && !variables.getOrDefault("OTEL_SDK_DISABLED", "false").equalsIgnoreCase("true");
    }

    /** Returns them as OpenTelemetry's own properties, over the gateway's defaults. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "otel.service.name", "secure-mcp-gateway",
                "otel.traces.exporter", "otlp",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none",
                "otel.exporter.otlp.protocol", "http/protobuf"));
        variables.forEach(
                (name, value) -> properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        return properties;
    }
}
