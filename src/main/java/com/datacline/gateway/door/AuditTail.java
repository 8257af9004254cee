package com.datacline.gateway.door;

import com.datacline.gateway.call.AuditFilter;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
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
 * Administrators who watch the audit trail as it grows. Route steps {@code open} and {@code tell}. Who reads too slowly misses
 * records, which are in the journal all the same.
 */
public final class AuditTail {
    /** The role is looked at again after this time, when the watcher comes back with a token that is good then. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST = 100;

    private final Administrators administrators;
    private final Duration keepAlive;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    public AuditTail(Administrators administrators, SessionProperties properties) {
        this.administrators = administrators;
        this.keepAlive = properties.keepAlive();
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
        return client -> {
            try {
                client.write(EventFrame.comment());
                watcher.events().pump(client, 0, keepAlive);
            } finally {
                watchers.remove(watcher);
            }
        };
    }

    /** Tells whoever watches of a record. */
    public void tell(@Body @Nullable ObjectNode record) {
        if (watchers.isEmpty() || record == null) {
            return;
        }
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
