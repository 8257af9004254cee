package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Permit;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead for each server, which outlives every edit of the routes: so many calls may be on their way to it at once, and
 * no more. Route steps {@code enter} and {@code leave}.
 */
public final class Bulkheads {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Supplier<Registry> servers;
    private final BulkheadProperties properties;
    private final Map<String, Places> places = new ConcurrentHashMap<>();

    public Bulkheads(Supplier<Registry> servers, BulkheadProperties properties) {
        this.servers = servers;
        this.properties = properties;
    }

    /**
     * Takes a place for a call, for which it waits a little if there is none. The gateway's own errands take none: that a
     * server is busy does not mean that it is not there.
     *
     * @throws CallFailed with {@code server_busy} if there is none
     */
    public Permit enter(@Body UpstreamCall call) {
        BulkheadProperties settings = settings(call.server());
        if (!settings.enabled() || call.call().routine(call.allowed().caller())) {
            return Permit.UNLIMITED;
        }
        Places all = places(call.server().name(), settings.concurrent());
        long patience = Math.min(
                settings.patience().toNanos(),
                Math.max(0, call.call().deadline().remainingNanos()));
        try {
            if (all.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                return new Permit(all::release);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailed(FailureCode.CANCELLED, "the gateway is shutting down");
        }
        throw new CallFailed(new Failure(
                FailureCode.SERVER_BUSY,
                "server " + call.server().name() + " has " + settings.concurrent()
                        + " calls under way, which is as many as it may have at once",
                null,
                AGAIN));
    }

    /** Makes room for another call. It is always done, whatever became of this one. */
    public void leave(@Variable("place") @Nullable Permit place) {
        if (place != null) {
            place.close();
        }
    }

    /** Returns how many places of the server are taken. */
    public int taken(String server) {
        Places all = places.get(server);
        return all == null ? 0 : all.taken();
    }

    /** Returns how many calls wait for one, roughly. */
    public int waiting(String server) {
        Places all = places.get(server);
        return all == null ? 0 : all.getQueueLength();
    }

    /** Returns how many places the server has, or 0 if there is no limit. */
    public int size(String server) {
        return servers.get()
                .server(server)
                .map(this::settings)
                .filter(BulkheadProperties::enabled)
                .map(BulkheadProperties::concurrent)
                .orElse(0);
    }

    /** Returns the bulkhead as the registry would have it, with the places that are taken; {@code false} for none. */
    public JsonNode shown(McpServer server) {
        BulkheadProperties settings = settings(server);
        return settings.enabled()
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("in_flight", taken(server.name()))
                        .put("concurrent", settings.concurrent())
                        .set("wait", Seconds.of(settings.patience()))
                : BooleanNode.FALSE;
    }

    /** Forgets the bulkheads of servers that are gone, once nobody is in them. */
    public void sweep() {
        Map<String, McpServer> known = servers.get().servers();
        places.entrySet()
                .removeIf(entry ->
                        !known.containsKey(entry.getKey()) && entry.getValue().taken() == 0);
    }

    private Places places(String server, int size) {
        Places all = places.get(server);
        if (all == null) {
            all = places.computeIfAbsent(server, name -> new Places(size));
        }
        if (all.size() != size) {
            all.resize(size);
        }
        return all;
    }

    /** Tools that are routes share nothing but their name, so that only who asks for a limit gets one. */
    private BulkheadProperties settings(McpServer server) {
        BulkheadProperties settings = properties.with(server.resilience().bulkhead());
        boolean said = server.resilience().bulkhead().enabled() != null;
        return server.address() instanceof Address.Routes && !said
                ? new BulkheadProperties(false, settings.concurrent(), settings.patience())
                : settings;
    }
}
