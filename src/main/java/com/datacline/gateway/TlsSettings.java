package com.datacline.gateway;

import com.datacline.gateway.security.InvalidConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Turns {@code gateway.tls.*} into Spring's settings for TLS; without a certificate the gateway speaks plain HTTP. */
public final class TlsSettings implements EnvironmentPostProcessor {
    private static final String PREFIX = "gateway.tls.";
    private static final String BUNDLE = "spring.ssl.bundle.pem.gateway.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty(PREFIX + "certificate", "");
        String key = environment.getProperty(PREFIX + "private-key", "");
        String clientCa = environment.getProperty(PREFIX + "client-ca", "");
        if (certificate.isBlank() && key.isBlank() && clientCa.isBlank()) {
            return;
        }
        if (certificate.isBlank() || key.isBlank()) {
            throw new InvalidConfiguration("TLS_CERTIFICATE and TLS_PRIVATE_KEY belong together, and one is not set."
                    + " Set both for TLS, or none of the variables TLS_* for plain HTTP.");
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put(BUNDLE + "keystore.certificate", file("TLS_CERTIFICATE", certificate));
        settings.put(BUNDLE + "keystore.private-key", file("TLS_PRIVATE_KEY", key));
        settings.put(BUNDLE + "reload-on-update", true);
        settings.put(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
        settings.put("server.ssl.bundle", "gateway");
        settings.put("management.server.ssl.bundle", "gateway");
        if (!clientCa.isBlank()) {
            settings.put(BUNDLE + "truststore.certificate", file("TLS_CLIENT_CA", clientCa));
            settings.put("server.ssl.client-auth", clientAuth(environment.getProperty(PREFIX + "client-auth", "need")));
        }
        environment.getPropertySources().addFirst(new MapPropertySource("tls", settings));
    }

    private static String file(String variable, String path) {
        if (!Files.isReadable(Path.of(path))) {
            throw new InvalidConfiguration(variable + "=" + path + " cannot be read. Name a PEM file that can.");
        }
        return Path.of(path).toAbsolutePath().toUri().toString();
    }

    private static String clientAuth(String wanted) {
        if (!wanted.equals("need") && !wanted.equals("want")) {
            throw new InvalidConfiguration("TLS_CLIENT_AUTH=" + wanted + " is unknown. Set need or want.");
        }
        return wanted;
    }
}
