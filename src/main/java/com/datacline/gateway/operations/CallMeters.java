package com.datacline.gateway.operations;

import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route steps {@code tags} and {@code time}: counts and times calls by their audit records. Only names that the gateway knows become labels,
 * and series of servers and tools that are gone go too, so that nobody can make time series without end.
 */
public final class CallMeters {
    private static final String CALL = "mcp_request";
    private static final String CALLS = "gateway.calls";
    private static final String DURATION = "gateway.call.duration";
    private static final String LEGS = "gateway.broadcast.legs";
    private static final String RETRIES = "gateway.retries";
    private static final Set<String> NAMES = Set.of(CALLS, DURATION, LEGS, RETRIES);

    /** Few, because each is a time series of each tool. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final KnownNames known;
    private final int mostTools;
    private final Map<CallLabels, Meters> meters = new ConcurrentHashMap<>();
    private final Set<List<String>> tools = new HashSet<>();

    private record Meters(
            Tags tags,
            @Nullable Timer duration,
            @Nullable Counter legs,
            @Nullable Counter retries) {
        void add(boolean leg, long millis, long attempts) {
            if (duration != null) {
                duration.record(millis, TimeUnit.MILLISECONDS);
            }
            if (leg && legs != null) {
                legs.increment();
            }
            if (retries != null && attempts > 1) {
                retries.increment(attempts - 1.0);
            }
        }
    }

    public CallMeters(MeterRegistry registry, KnownNames known, MetricsProperties properties) {
        this.registry = registry;
        this.known = known;
        this.mostTools = properties.mostTools();
    }

    /** Returns server, action and outcome of a record, under which the route counts it. */
    public Tags tags(@Body JsonNode record) {
        return of(record).tags();
    }

    /**
     * Takes the time of a call, how often it was tried again, and whether it was a leg of a broadcast.
     *
     * @param call what was called
     */
    public void time(@Body JsonNode record, @Variable("call") @Nullable Object call) {
        boolean leg = call instanceof SingleCall single && single.parentId() != null;
        of(record)
                .add(
                        leg,
                        record.path("duration_ms").asLong(),
                        record.path("attempts").asLong());
    }

    private Meters of(JsonNode record) {
        CallLabels said = CallLabels.of(record);
        Meters found = meters.get(said);
        return found == null ? find(said, record.path("event_type").asText().equals(CALL)) : found;
    }

    /** Lets go of the series of servers and tools that are no more. */
    public synchronized void sweep() {
        Set<List<String>> left = new HashSet<>();
        meters.keySet().removeIf(labels -> {
            boolean gone = labels.namesServer() && !known.server(labels.server())
                    || labels.namesTool()
                            && known.tells(labels.server())
                            && !known.tool(labels.server(), labels.tool());
            if (!gone && labels.namesTool()) {
                left.add(List.of(labels.server(), labels.tool()));
            }
            return gone;
        });
        tools.retainAll(left);
        registry.getMeters().stream()
                .filter(meter -> NAMES.contains(meter.getId().getName()))
                .filter(this::isGone)
                .forEach(registry::remove);
    }

    private boolean isGone(Meter meter) {
        String server = meter.getId().getTag("server");
        String tool = meter.getId().getTag("tool");
        if (server == null) {
            return false;
        }
        return !isSpecial(server) && !known.server(server)
                || tool != null && !isSpecial(tool) && !tools.contains(List.of(server, tool));
    }

    private static boolean isSpecial(String label) {
        return label.equals(CallLabels.NONE) || label.equals(CallLabels.OTHER);
    }

    private synchronized Meters find(CallLabels said, boolean timed) {
        String server = !said.namesServer() || known.server(said.server()) ? said.server() : CallLabels.OTHER;
        CallLabels labels = said.at(server, tool(server, said));
        Meters found = meters.get(labels);
        if (found == null) {
            found = make(labels, timed);
            meters.put(labels, found);
        }
        return found;
    }

    private String tool(String server, CallLabels said) {
        if (!said.namesTool()) {
            return said.tool();
        }
        if (server.equals(CallLabels.OTHER) || !known.tool(server, said.tool())) {
            return CallLabels.OTHER;
        }
        List<String> place = List.of(server, said.tool());
        if (!tools.contains(place) && tools.size() >= mostTools) {
            return CallLabels.OTHER;
        }
        tools.add(place);
        return said.tool();
    }

    private Meters make(CallLabels labels, boolean timed) {
        Tags tags = Tags.of("server", labels.server(), "action", labels.action(), "outcome", labels.outcome());
        if (!timed) {
            return new Meters(tags, null, null, null);
        }
        Timer duration = Timer.builder(DURATION)
                .description("How long calls take, from the request to the record")
                .tags(
                        "server", labels.server(),
                        "tool", labels.tool(),
                        "outcome", labels.outcome(),
                        "era", labels.era())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        Counter legs = labels.action().equals("invoke_tool") && labels.namesServer()
                ? Counter.builder(LEGS)
                        .description("Calls that were legs of broadcasts")
                        .tags("server", labels.server(), "outcome", labels.outcome())
                        .register(registry)
                : null;
        // it is there from the server's first call on, so that the first retry is a change
        Counter retries = labels.namesServer()
                ? Counter.builder(RETRIES)
                        .description("Attempts at calls after their first")
                        .tag("server", labels.server())
                        .register(registry)
                : null;
        return new Meters(tags, duration, legs, retries);
    }
}
