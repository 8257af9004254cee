package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.network.FileTls;
import com.datacline.gateway.network.GuardedNames;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's errands at authorization servers: short, small, without redirects, retries or cookies, and into its own
 * network only where that was decided.
 */
final class Web implements AutoCloseable {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST = 256 * 1024;

    private final CloseableHttpClient network;
    private final CloseableHttpClient outside;

    /** @param truststore a PEM file of certificates that are trusted beside Java's own, or null */
    Web(@Nullable Path truststore) {
        this.network = client(GuardedNames.NETWORK, truststore);
        this.outside = client(GuardedNames.PUBLIC, truststore);
    }

    /** What was answered. */
    record Page(int status, @Nullable String type, String body) {}

    Page get(URI address, boolean inside) {
        HttpUriRequestBase request = new HttpUriRequestBase("GET", address);
        request.setHeader("Accept", "application/json");
        return exchange(request, address, inside);
    }

    HTTPResponse send(HTTPRequest asked, boolean inside) {
        URI address = asked.getURI();
        HttpUriRequestBase request = new HttpUriRequestBase(asked.getMethod().name(), address);
        asked.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        request.setHeader("Accept", "application/json");
        request.setEntity(new StringEntity(
                asked.getQuery(),
                ContentType.parse(asked.getEntityContentType().toString()).withCharset(StandardCharsets.UTF_8)));
        request.removeHeaders("Content-Type");
        Page page = exchange(request, address, inside);
        HTTPResponse response = new HTTPResponse(page.status());
        try {
            response.setContentType(page.type());
        } catch (ParseException e) {
            throw Unavailable.because(Addresses.shown(address) + " answered without a content type");
        }
        response.setContent(page.body());
        return response;
    }

    private Page exchange(HttpUriRequestBase request, URI address, boolean inside) {
        Addresses.check(address, "address", inside);
        CompletableFuture<Page> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete((inside ? network : outside).execute(request, Web::read));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause instanceof GuardedNames.RefusedAddress
                    ? String.valueOf(cause.getMessage())
                    : cause.getClass().getSimpleName();
            throw Unavailable.because(Addresses.shown(address) + " cannot be reached: " + why);
        } catch (TimeoutException e) {
            request.cancel();
            throw Unavailable.because(
                    Addresses.shown(address) + " did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw Unavailable.because("the gateway is shutting down");
        }
    }

    private static Page read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Page(response.getCode(), null, "");
        }
        byte[] body = entity.getContent().readNBytes(MOST + 1);
        if (body.length > MOST) {
            throw new IOException("an answer of more than " + MOST + " bytes");
        }
        return new Page(response.getCode(), entity.getContentType(), new String(body, StandardCharsets.UTF_8));
    }

    private static CloseableHttpClient client(GuardedNames names, @Nullable Path truststore) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT).build());
        if (truststore != null) {
            connections.setTlsSocketStrategy(new FileTls(null, truststore));
        }
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(PATIENCE))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("secure-mcp-gateway")
                .build();
    }

    @Override
    public void close() throws IOException {
        network.close();
        outside.close();
    }
}
