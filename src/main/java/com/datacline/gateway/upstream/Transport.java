package com.datacline.gateway.upstream;

import com.datacline.gateway.network.GuardedNames;
import com.datacline.gateway.registry.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.pool.PoolStats;

/** What servers are reached with: connections that most of them share, and a clock. */
public final class Transport implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final UpstreamProperties properties;
    private final ScheduledThreadPoolExecutor clock;
    private final Connections shared;
    private final Set<Connections> all = ConcurrentHashMap.newKeySet();

    /** What connections are for. */
    public enum Use {
        CALLS,
        STREAMS;

        /** Returns its name in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How many connections to servers there are.
     *
     * @param leased in use
     * @param available open and idle
     * @param pending calls that wait for one
     * @param max the most there may be
     */
    public record Counts(int leased, int available, int pending, int max) {}

    /** @throws com.datacline.gateway.network.TlsFiles.InvalidTlsFile if the trusted certificates cannot be read */
    public Transport(UpstreamProperties properties) {
        this.properties = properties;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("upstream-deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
        this.shared = known(new Connections(this, GuardedNames.NETWORK, null));
    }

    UpstreamProperties properties() {
        return properties;
    }

    ScheduledThreadPoolExecutor clock() {
        return clock;
    }

    /** Returns the connections of all servers that ask for nothing special. */
    Connections shared() {
        return shared;
    }

    /** Tells whether a server must not share connections with others: one that is trusted otherwise, or elsewhere. */
    static boolean isApart(Address.Http address) {
        return address.tls() != null || address.allowLinkLocal();
    }

    /** Returns connections for one server alone; they have to be closed. */
    Connections apart(Address.Http address) {
        return known(new Connections(
                this, address.allowLinkLocal() ? GuardedNames.LINK_LOCAL : GuardedNames.NETWORK, address.tls()));
    }

    /** Returns the sums over all connections. */
    public Counts connections(Use use) {
        int leased = 0;
        int available = 0;
        int pending = 0;
        int max = 0;
        for (Connections connections : all) {
            PoolStats stats = connections.stats(use == Use.STREAMS);
            leased += stats.getLeased();
            available += stats.getAvailable();
            pending += stats.getPending();
            max += stats.getMax();
        }
        return new Counts(leased, available, pending, max);
    }

    private Connections known(Connections connections) {
        all.add(connections);
        return connections;
    }

    void forget(Connections connections) {
        all.remove(connections);
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
        shared.close();
    }
}
