package com.datacline.gateway.routes;

import com.datacline.gateway.call.Failure;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Counts what passes through each route. The counts go by the route's id, and outlive the set of routes that it is in. */
public final class RouteCounts implements RoutePolicyFactory {
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /**
     * What has passed through a route since the gateway started.
     *
     * @param exchanges messages that came in
     * @param failed those that ended with an exception or a failure
     * @param inFlight those that have not ended
     * @param meanMillis how long one takes, those in flight with the time they have taken so far
     */
    record Counted(long exchanges, long failed, long inFlight, double meanMillis) {}

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Counting(counts.computeIfAbsent(routeId, id -> new Count()));
    }

    Counted of(String routeId) {
        Count count = counts.get(routeId);
        return count == null ? new Counted(0, 0, 0, 0) : count.counted();
    }

    /** Returns how many calls are on their way to a server. */
    public long underWayTo(String server) {
        return of(GenerationBuilder.way(server)).inFlight();
    }

    /** Forgets routes that are gone. */
    void keep(Collection<String> routeIds) {
        counts.entrySet()
                .removeIf(entry -> !routeIds.contains(entry.getKey())
                        && entry.getValue().counted().inFlight() == 0);
    }

    /** One for each route of each set: a policy that was stopped with its route counts no more. */
    private static final class Counting extends RoutePolicySupport {
        private final Count count;

        Counting(Count count) {
            this.count = count;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            count.begin();
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            count.end(exchange.isFailed() || exchange.getMessage().getBody() instanceof Failure);
        }
    }

    /** Four adders and two looks at the clock; nothing is kept with the message. */
    private static final class Count {
        private final long zero = System.nanoTime();
        private final LongAdder begun = new LongAdder();
        private final LongAdder done = new LongAdder();
        private final LongAdder failed = new LongAdder();
        /** The sum of the times of ends, less those of beginnings. */
        private final LongAdder nanos = new LongAdder();

        void begin() {
            begun.increment();
            nanos.add(zero - System.nanoTime());
        }

        void end(boolean broken) {
            nanos.add(System.nanoTime() - zero);
            if (broken) {
                failed.increment();
            }
            done.increment();
        }

        Counted counted() {
            long ended = done.sum();
            long all = Math.max(begun.sum(), ended);
            long inFlight = all - ended;
            double whole = nanos.sum() + (double) inFlight * (System.nanoTime() - zero);
            return new Counted(all, failed.sum(), inFlight, all == 0 ? 0 : Math.max(0, whole / all / 1e6));
        }
    }
}
