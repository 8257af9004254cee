package com.datacline.gateway.door;

import com.datacline.gateway.call.AuditFilter;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Administrators who watch the audit trail as it grows, at whatever node its records arise. Route steps {@code open}, {@code tell}
 * and {@code renew}. Who reads too slowly misses records, which are in the journal all the same.
 */
public final class AuditTail {
    /** The role is looked at again after this time, when the watcher comes back with a token that is good then. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST = 100;

    private static final String WATCH = "audit-watch";
    private static final String RECORD = "audit-record";

    /** How long a node that watches is told of records without saying again that it does. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final Administrators administrators;
    private final Duration keepAlive;
    private final Nodes nodes;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    /** Until when other nodes watch, as {@link System#nanoTime} counts. */
    private final Map<String, Long> elsewhere = new ConcurrentHashMap<>();

    public AuditTail(Administrators administrators, SessionProperties properties, Nodes nodes) {
        this.administrators = administrators;
        this.keepAlive = properties.keepAlive();
        this.nodes = nodes;
        nodes.hear(WATCH, news -> elsewhere.put(news.path("node").asText(), System.nanoTime() + LEASE.toNanos()));
        nodes.hear(RECORD, this::tellHere);
    }

    private record Watcher(AuditFilter filter, EventStream events, long since) {}

    /**
     * Returns the records from now on as events {@code record}, each with the id of its record.
     *
     * @throws CallFailed with {@code denied} for a caller without the role, or {@code too_many_sessions}
     */
    public EventAnswer open(@Headers Map<String, Object> asked, @Variable("caller") Caller caller) {
        administrators.require(caller);
        if (watchers.size() >= MOST) {
            throw new CallFailed(
                    FailureCode.TOO_MANY_SESSIONS, MOST + " watch the audit trail, and no more can; try again later");
        }
        Watcher watcher = new Watcher(AuditFilter.of(asked), new EventStream("", false), System.nanoTime());
        watchers.add(watcher);
        renew();
        return client -> {
            try {
                client.write(EventFrame.comment());
                watcher.events().pump(client, 0, keepAlive);
            } finally {
                watchers.remove(watcher);
            }
        };
    }

    /** Tells whoever watches of a record, here and at other nodes. */
    public void tell(@Body @Nullable ObjectNode record) {
        if (record == null) {
            return;
        }
        tellHere(record);
        elsewhere.forEach((node, until) -> {
            if (System.nanoTime() - until > 0 || !nodes.tell(node, RECORD, record)) {
                elsewhere.remove(node, until);
            }
        });
    }

    /** Tells the other nodes that somebody watches here, if that is so. */
    public void renew() {
        if (!watchers.isEmpty()) {
            nodes.tellOthers(WATCH, JsonNodeFactory.instance.objectNode().put("node", nodes.self()));
        }
    }

    private void tellHere(ObjectNode record) {
        for (Watcher watcher : watchers) {
            if (System.nanoTime() - watcher.since() > LONGEST.toNanos()) {
                watcher.events().end();
            } else if (watcher.filter().takes(record)) {
                watcher.events().add("record", record.path("id").asText(), record);
            }
        }
    }

    /** Ends all streams in good order: the gateway stops. */
    List<EventStream> end() {
        List<EventStream> all = watchers.stream().map(Watcher::events).toList();
        all.forEach(EventStream::end);
        return all;
    }
}
