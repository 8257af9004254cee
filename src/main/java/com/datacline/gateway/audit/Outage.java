package com.datacline.gateway.audit;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A time in which the journal cannot be written, and what it misses. */
public final class Outage {
    /** More are not told apart; an outage of this size is one whatever its number. */
    private static final int COUNTED = 100_000;

    private final Instant since = Instant.now();
    private final String problem;
    private final Set<String> unrecorded = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();

    Outage(Exception problem) {
        this.problem = problem.toString();
    }

    /** Returns when it began. */
    public Instant since() {
        return since;
    }

    /** Returns why. */
    public String problem() {
        return problem;
    }

    /** Returns how many requests and events so far have no record, up to 100,000. */
    public int unrecorded() {
        return unrecorded.size();
    }

    /** Returns how many calls, of these, were therefore not made. */
    public long refused() {
        return refused.get();
    }

    /** One request may be tried to be recorded more than once: where it failed, and at the door. */
    void misses(AuditRecord record) {
        if (unrecorded.size() < COUNTED) {
            unrecorded.add(record.json().path("request_id").asText());
        }
    }

    void refuses() {
        refused.incrementAndGet();
    }
}
