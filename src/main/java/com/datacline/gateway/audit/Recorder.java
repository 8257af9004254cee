package com.datacline.gateway.audit;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Attempts;
import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Decision;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Recorded;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.call.TraceParent;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Route steps {@code ready}, which lets nothing pass that could not be recorded, and {@code append}, which puts what became of a call into the journal, and into the variable {@code record} for
 * whoever listens. It reads the journey's variables and leaves the body alone.
 */
public final class Recorder {
    private static final String EVENT = "mcp_request";

    private final Scribe scribe;
    private final Redaction redaction;

    public Recorder(Scribe scribe) {
        this.scribe = scribe;
        this.redaction = scribe.redaction();
    }

    /**
     * Sees, before a server is asked, whether its answer can be recorded.
     *
     * @throws CallFailed with {@code audit_unavailable} if it cannot, and has to be
     */
    public void ready() {
        scribe.ready();
    }

    /** Records the call of the journey, and says so; the gateway's own errands are not recorded. */
    public void append(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Reply reply = body instanceof Reply said
                ? said
                : new Failure(FailureCode.INTERNAL, "the route ended without a reply");
        Caller caller = exchange.getVariable("caller") instanceof Caller known ? known : null;
        AuditRecord record = record(exchange, reply, caller);
        if (record != null) {
            // a call that a tool's route makes for its caller
            if (exchange.getVariable("parent") instanceof SingleCall parent
                    && !record.json().has("parent_id")) {
                record.json().put("parent_id", parent.id());
            }
            String trace = trace(exchange);
            if (trace != null) {
                record.json().put("trace_id", trace);
            }
            scribe.write(record);
            exchange.setVariable("record", record.json());
        }
        exchange.setVariable(
                Recorded.VARIABLE, new Recorded(exchange.getVariable("request"), exchange.getVariable("call")));
    }

    private @Nullable AuditRecord record(Exchange exchange, Reply reply, @Nullable Caller caller) {
        String user = caller == null ? "unknown" : caller.name();
        Object call = exchange.getVariable("call");
        if (call instanceof SingleCall single) {
            return caller != null && single.routine(caller) ? null : ofSingle(single, user, reply, exchange);
        }
        if (call instanceof BroadcastCall broadcast) {
            return ofBroadcast(broadcast, user, reply);
        }
        return switch (exchange.getVariable("request")) {
            case CallRequest request -> ofRequest(request, user, reply);
            case ListRequest request -> ofList(request, user, reply);
            case null, default -> reply instanceof Failure ? ofNothing(user, reply, exchange) : null;
        };
    }

    private AuditRecord ofSingle(SingleCall call, String user, Reply reply, Exchange exchange) {
        AuditRecord record = AuditRecord.begin(EVENT, call.id(), call.requestId(), user);
        if (call.parentId() != null) {
            record.json().put("parent_id", call.parentId());
        }
        record.json().put("mcp_server", call.server());
        record.what(call.operation().action(), call.operation(), redaction)
                .outcome(reply, call.deadline().elapsedMillis());
        if (exchange.getVariable("decision") instanceof Decision decision) {
            record.json().put("policy_decision", describe(decision));
        }
        record.json().put("era", call.era().auditName());
        if (exchange.getVariable(Attempts.VARIABLE) instanceof Attempts(String counted, int made)
                && made > 1
                && counted.equals(call.id())) {
            record.json().put("attempts", made);
        }
        if (call.id().equals(exchange.getVariable("cached"))) {
            record.json().put("cached", true);
        }
        return record;
    }

    private AuditRecord ofBroadcast(BroadcastCall call, String user, Reply reply) {
        AuditRecord record = AuditRecord.begin(EVENT, call.id(), call.requestId(), user)
                .what(Action.INVOKE_TOOL_BROADCAST, call.operation(), redaction)
                .outcome(reply, call.elapsedMillis());
        call.servers().forEach(record.json().putArray("mcp_servers")::add);
        record.json().put("era", call.era().auditName());
        return record;
    }

    private AuditRecord ofRequest(CallRequest request, String user, Reply reply) {
        AuditRecord record = AuditRecord.begin(EVENT, Ids.next(), request.requestId(), user)
                .what(request.operation().action(), request.operation(), redaction)
                .outcome(reply, request.elapsedMillis());
        record.json().put("era", request.era().auditName());
        return record;
    }

    private AuditRecord ofList(ListRequest request, String user, Reply reply) {
        AuditRecord record = AuditRecord.begin(EVENT, Ids.next(), request.requestId(), user);
        if (request.server() != null) {
            record.json().put("mcp_server", request.server());
        }
        record.what(request.action(), Operation.list(request.action()), redaction)
                .outcome(reply, request.elapsedMillis());
        record.json().put("era", request.era().auditName());
        return record;
    }

    /** What is no call is recorded without what it wanted; the route may say what kind of thing it is. */
    private static AuditRecord ofNothing(String user, Reply reply, Exchange exchange) {
        String id = Ids.next();
        AuditRecord record = AuditRecord.begin(EVENT, id, id, user);
        record.json().put("action", exchange.getVariable("action", "unreadable_request", String.class));
        return record.outcome(reply, 0);
    }

    /** Returns the trace that this is part of: of the gateway's own spans, or else what the caller says. */
    private static @Nullable String trace(Exchange exchange) {
        if (exchange.getVariable(Trace.VARIABLE) instanceof Trace trace) {
            return trace.traceId();
        }
        if (exchange.getVariable("request") instanceof CallRequest request
                && request.operation().params().get("_meta") instanceof ObjectNode meta
                && meta.get(TraceParent.NAME) instanceof TextNode said
                && TraceParent.traceId(said.asText()) instanceof String id) {
            return id;
        }
        return exchange.getMessage().getHeader(TraceParent.NAME) instanceof String header
                ? TraceParent.traceId(header)
                : null;
    }

    private static String describe(Decision decision) {
        return switch (decision) {
            case Allowed allowed -> "allow: " + allowed.because();
            case Denied denied -> "deny: " + denied.reason();
        };
    }
}
