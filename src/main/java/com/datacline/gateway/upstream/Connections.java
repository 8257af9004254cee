package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.network.FileTls;
import com.datacline.gateway.network.GuardedNames;
import com.datacline.gateway.network.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Pooled HTTP connections that were all made in one way. Redirects are not followed (a credential must not leave for another
 * host), nothing is retried (a tool may have run), cookies are not kept (one caller's must not reach another).
 */
final class Connections implements AutoCloseable {
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    /** For a connection a call waits until its deadline, which aborts it; "disabled" would be no time at all. */
    private static final Timeout WAIT = Timeout.ofDays(1);

    private final Pool calls;
    /** Streams that stay open have connections of their own, so that they take none from calls. */
    private final Pool streams;

    private final ScheduledFuture<?> sweep;
    private final Transport transport;

    /** @param tls how to prove oneself, or null for Java's own way */
    Connections(Transport transport, GuardedNames names, @Nullable Tls tls) {
        UpstreamProperties properties = transport.properties();
        Path more = properties.truststore();
        FileTls strategy = tls == null && more == null ? null : new FileTls(tls, more);
        this.transport = transport;
        this.calls =
                Pool.of(properties, names, strategy, properties.maxConnections(), properties.maxConnectionsPerServer());
        this.streams = Pool.of(properties, names, strategy, properties.maxStreams(), properties.maxStreams());
        this.sweep = transport
                .clock()
                .scheduleWithFixedDelay(
                        () -> Thread.startVirtualThread(this::closeIdle),
                        IDLE.toMilliseconds(),
                        Duration.ofSeconds(10).toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private record Pool(PoolingHttpClientConnectionManager manager, CloseableHttpClient client) {
        static Pool of(
                UpstreamProperties properties, GuardedNames names, @Nullable FileTls tls, int most, int mostPerServer) {
            PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
                    .setMaxConnTotal(most)
                    .setMaxConnPerRoute(mostPerServer)
                    .setDefaultSocketConfig(
                            SocketConfig.custom().setTcpNoDelay(true).build())
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build());
            if (tls != null) {
                builder.setTlsSocketStrategy(tls);
            }
            PoolingHttpClientConnectionManager manager = builder.build();
            CloseableHttpClient client = HttpClients.custom()
                    .setConnectionManager(manager)
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(WAIT)
                            .setResponseTimeout(Timeout.DISABLED)
                            .setRedirectsEnabled(false)
                            .build())
                    // A connection with the gateway's certificate belongs to these connections already.
                    .setUserTokenHandler((route, context) -> null)
                    .disableCookieManagement()
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableContentCompression()
                    .disableAuthCaching()
                    .setUserAgent("secure-mcp-gateway")
                    .build();
            return new Pool(manager, client);
        }
    }

    /** Sends a request; the response must be closed. Its end is bound to the call's. */
    ClassicHttpResponse send(HttpUriRequestBase request, InFlight call, String server) {
        return send(calls.client(), request, call, server);
    }

    /** The same for a stream that stays open. */
    ClassicHttpResponse open(HttpUriRequestBase request, InFlight call, String server) {
        return send(streams.client(), request, call, server);
    }

    private static ClassicHttpResponse send(
            CloseableHttpClient client, HttpUriRequestBase request, InFlight call, String server) {
        call.track(request);
        try {
            return client.executeOpen(null, request, null);
        } catch (IOException | RuntimeException e) {
            Failure failure = new Failure(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "server " + server + " cannot be reached: "
                            + ConnectionFault.describe(e, "https".equals(request.getScheme())));
            throw call.why(ConnectionFault.isMomentary(e) ? ServerFault.momentary(failure) : new ServerFault(failure));
        }
    }

    private void closeIdle() {
        for (Pool pool : new Pool[] {calls, streams}) {
            pool.manager().closeExpired();
            pool.manager().closeIdle(IDLE);
        }
    }

    /** Returns what the pool for calls, or the one for streams, holds now. */
    PoolStats stats(boolean ofStreams) {
        return (ofStreams ? streams : calls).manager().getTotalStats();
    }

    @Override
    public void close() {
        transport.forget(this);
        sweep.cancel(false);
        calls.client().close(CloseMode.GRACEFUL);
        streams.client().close(CloseMode.IMMEDIATE);
    }
}
