package com.datacline.gateway.audit;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.SingleCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts calls whose client did not come back into the journal. They end outside every route. */
public final class AbandonedRecorder implements AbandonedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRecorder.class);

    private final Scribe scribe;

    public AbandonedRecorder(Scribe scribe) {
        this.scribe = scribe;
    }

    @Override
    public void note(SingleCall call, String caller, Failure failure) {
        AuditRecord record = AuditRecord.begin("mcp_request", Ids.next(), call.requestId(), caller);
        record.json().put("mcp_server", call.server());
        record.what(call.operation().action(), call.operation(), scribe.redaction())
                .outcome(failure, call.deadline().elapsedMillis());
        record.json().put("era", call.era().auditName());
        try {
            scribe.writeUnrouted(record);
        } catch (CallFailed e) {
            LOG.error("a call that was abandoned is not recorded: {}", e.getMessage());
        }
    }
}
