package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replies of one broadcast as they come in. Thread-safe. */
public final class Gathering {
    private final BroadcastCall call;
    private final Cancellation cancellation = new Cancellation();
    private final Map<String, Entry> entries = new HashMap<>();
    private int successes;

    Gathering(BroadcastCall call) {
        this.call = call;
    }

    /**
     * One server's reply.
     *
     * @param reply the reply
     * @param millis how long it took
     */
    record Entry(Reply reply, long millis) {
        boolean success() {
            return reply instanceof Answer answer && !answer.isError();
        }
    }

    /** Returns what ends the legs that are still under way. */
    public Cancellation cancellation() {
        return cancellation;
    }

    BroadcastCall call() {
        return call;
    }

    /** Takes a reply; with enough successes the others are cancelled. */
    void add(String server, Reply reply) {
        boolean enough;
        synchronized (this) {
            Entry entry = new Entry(reply, call.elapsedMillis());
            entries.putIfAbsent(server, entry);
            successes += entry.success() ? 1 : 0;
            enough = call.terms().minResults() > 0 && successes >= call.terms().minResults();
        }
        if (enough) {
            cancellation.cancel();
        }
    }

    synchronized @Nullable Entry entry(String server) {
        return entries.get(server);
    }
}
