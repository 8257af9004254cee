package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Pooled HTTP connections to servers. Redirects are not followed (a credential must not leave for another host), nothing
 * is retried (a tool may have run), cookies are not kept (one caller's must not reach another).
 */
public final class Transport implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final CloseableHttpClient calls;
    /** Streams that stay open have connections of their own, so that they take none from calls. */
    private final CloseableHttpClient streams;

    private final UpstreamProperties properties;
    private final ScheduledThreadPoolExecutor clock;

    public Transport(UpstreamProperties properties) {
        this.properties = properties;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("upstream-deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
        this.calls = client(properties, properties.maxConnections(), properties.maxConnectionsPerServer());
        this.streams = client(properties, properties.maxStreams(), properties.maxStreams());
    }

    private static CloseableHttpClient client(UpstreamProperties properties, int most, int mostPerServer) {
        HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(mostPerServer)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setResponseTimeout(Timeout.DISABLED)
                        .setRedirectsEnabled(false)
                        .build())
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("secure-mcp-gateway")
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }

    UpstreamProperties properties() {
        return properties;
    }

    ScheduledThreadPoolExecutor clock() {
        return clock;
    }

    /** Sends a request; the response must be closed. Its end is bound to the call's. */
    ClassicHttpResponse send(HttpUriRequestBase request, InFlight call, String server) {
        return send(calls, request, call, server);
    }

    /** The same for a stream that stays open. */
    ClassicHttpResponse open(HttpUriRequestBase request, InFlight call, String server) {
        return send(streams, request, call, server);
    }

    private static ClassicHttpResponse send(
            CloseableHttpClient client, HttpUriRequestBase request, InFlight call, String server) {
        call.track(request);
        try {
            return client.executeOpen(null, request, null);
        } catch (IOException | RuntimeException e) {
            throw call.why(new CallFailed(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "server " + server + " cannot be reached: " + e.getClass().getSimpleName()));
        }
    }

    /** Reads the rest of an answer so that its connection can be used again, or drops it after a moment. */
    void drain(HttpUriRequestBase request, ClassicHttpResponse response) {
        ScheduledFuture<?> patience = clock.schedule(request::cancel, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        try (response) {
            response.getEntity().getContent().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            // The server keeps its stream open: the connection goes.
        } finally {
            patience.cancel(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        calls.close(CloseMode.GRACEFUL);
        streams.close(CloseMode.IMMEDIATE);
    }
}
