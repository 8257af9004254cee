package com.datacline.gateway.cli;

import com.datacline.gateway.GatewayApplication;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the gateway in this process. */
final class GatewayProcess {
    private GatewayProcess() {}

    /**
     * What the command line says; null leaves it to the environment.
     *
     * @param host address to listen on
     * @param port port to listen on
     * @param auth whether callers need a token
     */
    record Settings(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Boolean auth) {

        /** A variable of the environment is set aside by what the command line says in so many words. */
        Map<String, Object> properties() {
            Map<String, Object> properties = new HashMap<>();
            if (host != null) {
                properties.put("gateway.auth.host", host);
            }
            if (port != null) {
                properties.put("server.port", port);
            }
            if (auth != null) {
                properties.put("gateway.auth.enabled", auth);
            }
            return properties;
        }
    }

    /** Returns the running gateway, or null if it did not start; then the reason has been printed. */
    static @Nullable ConfigurableApplicationContext start(Settings settings) {
        try {
            return new SpringApplicationBuilder(GatewayApplication.class)
                    .run(settings.properties().entrySet().stream()
                            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                            .toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring has reported it, by StartupFailure in plain words where it is a fault of the operator's.
            return null;
        }
    }
}
