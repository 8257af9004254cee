package com.datacline.gateway.credentials.vault;

import com.datacline.gateway.network.FileTls;
import com.datacline.gateway.network.GuardedNames;
import com.datacline.gateway.network.Tls;
import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.client.RestTemplateBuilder;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.client.VaultHttpHeaders;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.VaultToken;
import org.springframework.vault.support.Versioned;
import org.springframework.vault.support.Versioned.Version;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestClientException;

/** Asks Vault for values, each time anew. It does not follow redirects: the token is for Vault's own address. */
final class VaultClient implements AutoCloseable {
    private final VaultProperties properties;
    private final Consumer<Secret> known;
    private final CloseableHttpClient http;
    private final VaultTemplate vault;

    /** @param known hears of the gateway's own token */
    VaultClient(VaultProperties properties, Consumer<Secret> known) {
        this.properties = properties;
        this.known = known;
        this.http = http(properties);
        RestTemplateBuilder rest = RestTemplateBuilder.builder()
                .endpoint(VaultEndpoint.from(URI.create(properties.address())))
                .requestFactory(new HttpComponentsClientHttpRequestFactory(http));
        if (!properties.namespace().isBlank()) {
            rest.defaultHeader(VaultHttpHeaders.VAULT_NAMESPACE, properties.namespace());
        }
        this.vault = new VaultTemplate(rest, () -> VaultToken.of(token()));
    }

    /**
     * Returns a value.
     *
     * @throws NoValue if there is none
     */
    Secret read(VaultReference place) {
        Version version = place.version() == null ? Version.unversioned() : Version.from(place.version());
        try {
            Versioned<Map<String, Object>> found =
                    vault.opsForVersionedKeyValue(place.mount()).get(place.path(), version);
            if (found == null) {
                throw new NoValue(place + " does not exist", false);
            }
            if (!found.hasData()) {
                throw new NoValue(place + " was deleted", false);
            }
            return new Secret(field(place, found.getRequiredData()));
        } catch (VaultException e) {
            throw refusal(place, e.getCause() instanceof HttpStatusCodeException status ? status : null);
        } catch (RestClientException e) {
            throw e instanceof HttpStatusCodeException status
                    ? refusal(place, status)
                    : new NoValue(place + " cannot be read: Vault cannot be reached at " + properties.address(), true);
        }
    }

    private static String field(VaultReference place, Map<String, Object> data) {
        String name = place.field() != null
                ? place.field()
                : data.size() == 1 ? data.keySet().iterator().next() : "value";
        Object value = data.get(name);
        if (value instanceof Map
                || value instanceof Iterable
                || value == null
                || value.toString().isBlank()) {
            throw new NoValue(place + " has no field " + name + " with a text in it", false);
        }
        return value.toString();
    }

    /** Vault tells one that is sealed, in standby or overloaded by 5xx, 429, 472 or 473; that passes. */
    private static NoValue refusal(VaultReference place, @Nullable HttpStatusCodeException problem) {
        if (problem == null) {
            return new NoValue(place + " cannot be read: Vault's answer is not understood", false);
        }
        int status = problem.getStatusCode().value();
        boolean passing = status >= 500 || status == 429 || status == 472 || status == 473;
        String why = status == 403
                ? "Vault does not let the gateway's token read it"
                : status == 503 ? "Vault is sealed or in maintenance" : "Vault answered";
        return new NoValue(place + " cannot be read: " + why + " (HTTP " + status + ")", passing);
    }

    private String token() {
        Path file = properties.tokenFile();
        if (properties.token().isBlank() && file == null) {
            return "none";
        }
        try {
            String token = file == null || !properties.token().isBlank()
                    ? properties.token()
                    : Files.readString(file).trim();
            known.accept(new Secret(token));
            return token;
        } catch (IOException e) {
            throw new NoValue("the gateway's token for Vault cannot be read from " + file, false);
        }
    }

    private static CloseableHttpClient http(VaultProperties properties) {
        Timeout timeout = Timeout.of(properties.timeout());
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(GuardedNames.NETWORK)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build());
        if (properties.caCert() != null) {
            Path ca = Objects.requireNonNull(properties.caCert());
            connections.setTlsSocketStrategy(new FileTls(new Tls(ca, null, null, null), null));
        }
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("secure-mcp-gateway")
                .build();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /** A value that cannot be had; the message names its place. */
    static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean passing;

        /** @param passing whether it is likely to be had again by itself */
        NoValue(String message, boolean passing) {
            super(message, null, false, false);
            this.passing = passing;
        }

        boolean passing() {
            return passing;
        }
    }
}
