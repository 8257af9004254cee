package com.datacline.gateway.upstream;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.ServerFault;
import com.datacline.gateway.call.UpstreamCall.Credential;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** JSON-RPC messages to one process, a line each (2026-07-28, transports, stdio). */
final class ProcessWire implements Wire {
    /** Requests that are not cancelled: the one must not be, and who does not answer the other is a legacy server. */
    private static final Set<String> OPENINGS = Set.of("initialize", Action.GET_SERVER_INFO.method());

    private final String server;
    private final ChildProcess process;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, ProcessInquiry> pending = new ConcurrentHashMap<>();
    private volatile @Nullable ProcessInquiry listener;
    private volatile @Nullable CallFailed ended;

    ProcessWire(String server, ChildProcess process) {
        this.server = server;
        this.process = process;
    }

    static boolean isListen(ObjectNode request) {
        return request.path("method").asText().equals(Action.LISTEN.method());
    }

    @Override
    public long nextId() {
        return ids.incrementAndGet();
    }

    @Override
    public Inquiry begin(
            long id, String method, ObjectNode params, Map<String, String> headers, Credential credential) {
        ObjectNode message = JsonRpc.request(LongNode.valueOf(id), method);
        message.set("params", params);
        return new ProcessInquiry(this, id, message, () -> {});
    }

    @Override
    public Inquiry listen(Map<String, String> headers, Credential credential, Runnable opened) {
        return new ProcessInquiry(this, -1, null, opened);
    }

    @Override
    public void post(ObjectNode message, Map<String, String> headers, Credential credential, InFlight call) {
        write(message);
    }

    /** A session over a process ends with it. */
    @Override
    public void hangUp(Map<String, String> headers, Credential credential, InFlight call) {
        close();
    }

    @Override
    public boolean isOpen() {
        return ended == null;
    }

    @Override
    public boolean isChannel() {
        return true;
    }

    @Override
    public void close() {
        end(new CallFailed(FailureCode.UPSTREAM_ERROR, "the session at server " + server + " has ended"));
        process.stop("was stopped");
    }

    /** Sends an inquiry's request, whose answer it hears from now on. */
    void send(ProcessInquiry inquiry) {
        ObjectNode request = inquiry.request();
        if (request == null) {
            listener = inquiry;
        } else {
            pending.put(inquiry.id(), inquiry);
        }
        CallFailed already = ended;
        if (already != null) {
            throw already;
        }
        if (request != null) {
            write(request);
        }
    }

    /** Forgets an inquiry; its server is told, unless it was to say how to speak with it. */
    void giveUp(ProcessInquiry inquiry, String reason) {
        ObjectNode request = inquiry.request();
        if (request == null) {
            if (inquiry.equals(listener)) {
                listener = null;
            }
            return;
        }
        boolean answerable = pending.remove(inquiry.id(), inquiry) && isOpen();
        if (!answerable || OPENINGS.contains(request.path("method").asText())) {
            return;
        }
        process.send(WireJson.bytes(JsonRpc.cancelled(LongNode.valueOf(inquiry.id()), reason)));
    }

    /** Returns the request of that id, which stays open. */
    @Nullable
    ProcessInquiry pending(long id) {
        return pending.get(id);
    }

    /** Returns the request of that id, which is answered by this. */
    @Nullable
    ProcessInquiry answered(long id) {
        return pending.remove(id);
    }

    /** Returns the one request that waits for an answer, or null if there are none or several. */
    @Nullable
    ProcessInquiry onlyOne() {
        ProcessInquiry only = null;
        for (ProcessInquiry inquiry : pending.values()) {
            if (!inquiry.isListening()) {
                if (only != null) {
                    return null;
                }
                only = inquiry;
            }
        }
        return only;
    }

    @Nullable
    ProcessInquiry listener() {
        return listener;
    }

    /** Lets everyone who waits hear that there will be no answer. */
    void end(CallFailed failure) {
        if (ended == null) {
            ended = failure;
        }
        pending.values().forEach(inquiry -> {
            if (pending.remove(inquiry.id(), inquiry)) {
                inquiry.fail(failure);
            }
        });
        ProcessInquiry listens = listener;
        if (listens != null) {
            listens.fail(failure);
        }
    }

    void write(ObjectNode message) {
        if (!process.send(WireJson.bytes(message))) {
            CallFailed already = ended;
            throw already == null ? notTaken() : already;
        }
    }

    /** It reads nothing more, or will be gone in a moment: what was not sent can be sent again. */
    private CallFailed notTaken() {
        CallFailed failure = failure("does not take what it is sent");
        return process.isToEnd() ? failure : ServerFault.momentary(failure.failure());
    }

    CallFailed failure(String what) {
        return new CallFailed(FailureCode.UPSTREAM_ERROR, "server " + server + " " + what);
    }
}
