package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The replies of one broadcast as they come in. Thread-safe. */
public final class Gathering {
    private final BroadcastCall call;
    private final ClientStream client;
    private final Cancellation cancellation = new Cancellation();
    private final Map<String, Entry> entries = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private int successes;

    /** @param client hears how many legs have ended, if it asked for progress */
    Gathering(BroadcastCall call, ClientStream client) {
        this.call = call;
        this.client = client;
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
        lock.lock();
        try {
            Entry entry = new Entry(reply, call.elapsedMillis());
            entries.putIfAbsent(server, entry);
            successes += entry.success() ? 1 : 0;
            progress(server);
            enough = call.terms().minResults() > 0 && successes >= call.terms().minResults();
        } finally {
            lock.unlock();
        }
        if (enough) {
            cancellation.cancel();
        }
    }

    /** Told one after the other, so that progress only grows (2025-11-25, utilities, progress). */
    private void progress(String server) {
        JsonNode token = client.progressToken();
        if (token == null) {
            return;
        }
        ObjectNode notification = JsonRpc.notification("notifications/progress");
        ObjectNode params = notification.putObject("params");
        params.set("progressToken", token);
        params.put("progress", entries.size()).put("total", call.servers().size());
        params.put("message", "server " + server + " has answered");
        client.tell(server, notification);
    }

    @Nullable
    Entry entry(String server) {
        lock.lock();
        try {
            return entries.get(server);
        } finally {
            lock.unlock();
        }
    }
}
