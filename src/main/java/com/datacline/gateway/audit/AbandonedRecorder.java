package com.datacline.gateway.audit;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.SingleCall;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts calls whose client did not come back into the journal. They end outside every route. */
public final class AbandonedRecorder implements AbandonedCalls {
    private static final Logger STDOUT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRecorder.class);

    private final Journal journal;
    private final Redaction redaction;
    private final boolean toStdout;

    public AbandonedRecorder(Journal journal, AuditProperties properties) {
        this.journal = journal;
        this.redaction =
                new Redaction(properties.redact(), properties.maxParameters().toBytes());
        this.toStdout = properties.toStdout();
    }

    @Override
    public void note(SingleCall call, String caller, Failure failure) {
        AuditRecord record = AuditRecord.begin("mcp_request", Ids.next(), call.requestId(), caller);
        record.json().put("mcp_server", call.server());
        record.what(call.operation().action(), call.operation(), redaction)
                .outcome(failure, call.deadline().elapsedMillis());
        record.json().put("era", call.era().auditName());
        try {
            byte[] line = record.line();
            journal.append(line);
            if (toStdout) {
                STDOUT.info("{}", new String(line, 0, line.length - 1, StandardCharsets.UTF_8));
            }
        } catch (CallFailed e) {
            LOG.error("a call that was abandoned is not recorded: {}", e.getMessage());
        }
    }
}
