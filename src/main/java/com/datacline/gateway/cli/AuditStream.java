package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.upstream.ServerSentEvents;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** The audit trail of a running gateway, as it grows. A connection that is lost is made again, and what was missed is read. */
final class AuditStream {
    private static final int KNOWN = 2000;
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final RemoteOptions options;
    private final Map<String, String> filters;
    private final Consumer<JsonNode> reader;
    private final Set<String> seen = new HashSet<>();
    private final Queue<String> order = new ArrayDeque<>();
    private String newest = "";

    AuditStream(RemoteOptions options, AuditFilters filters, Consumer<JsonNode> reader) {
        this.options = options;
        this.filters = filters.query();
        this.reader = reader;
    }

    /**
     * Reads the last records.
     *
     * @param last how many
     * @param follow whether to go on until the thread is interrupted
     */
    void read(int last, boolean follow) {
        if (!follow) {
            backlog(options.remote(), filters, last);
            return;
        }
        boolean begun = false;
        long pause = PAUSE_MILLIS;
        while (!Thread.currentThread().isInterrupted()) {
            Remote remote = options.remote();
            // The stream is opened first: what happens while the backlog is read comes twice, rather than never.
            try (RemoteStream stream = remote.stream("/audit/stream", filters)) {
                if (begun) {
                    System.err.println("connected again");
                }
                missed(remote, begun ? Integer.MAX_VALUE : last);
                begun = true;
                pause = PAUSE_MILLIS;
                follow(stream);
            } catch (IOException e) {
                if (!begun) {
                    throw remote.unreachable(e);
                }
            } catch (Complaint e) {
                // A gateway that starts anew answers with errors for a moment; one that never let us in has said why.
                if (!begun) {
                    throw e;
                }
            }
            if (!Thread.currentThread().isInterrupted()) {
                System.err.println("the connection to " + remote.address() + " was lost; trying again");
                BridgeListener.rest(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void missed(Remote remote, int most) {
        Map<String, String> since = new LinkedHashMap<>(filters);
        if (!newest.isEmpty()) {
            since.put("since", newest);
        }
        backlog(remote, since, most);
    }

    private void backlog(Remote remote, Map<String, String> query, int most) {
        List<JsonNode> records = new ArrayList<>();
        if (most > 0) {
            AuditQuery.read(remote, query, most, records::add);
        }
        records.reversed().forEach(this::take);
    }

    private void follow(RemoteStream stream) throws IOException {
        ServerSentEvents events = new ServerSentEvents(new BufferedInputStream(stream.body()), () -> {});
        for (String data = events.next(); data != null; data = events.next()) {
            try {
                take(WireJson.MAPPER.readTree(data));
            } catch (JacksonException e) {
                System.err.println("warning: the gateway sent something that is no record");
            }
        }
    }

    private void take(JsonNode record) {
        String id = record.path("id").asText("");
        if (!id.isEmpty() && !seen.add(id)) {
            return;
        }
        order.add(id);
        if (order.size() > KNOWN) {
            seen.remove(order.remove());
        }
        String time = record.path("timestamp").asText("");
        newest = time.compareTo(newest) > 0 ? time : newest;
        reader.accept(record);
    }
}
