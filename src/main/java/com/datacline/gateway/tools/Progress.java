package com.datacline.gateway.tools;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.JsonRpc;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route step {@code report}: tells the client how far a tool has got, if the client asked for that (2026-07-28, basic,
 * utilities, progress). In YAML: {@code bean: {ref: progress, method: "report(3, 10, 'third page')"}}.
 */
public final class Progress {

    /**
     * Tells it.
     *
     * @param done how much is done; must grow from one report to the next
     * @param total how much there is, or null if nobody knows
     * @param message what is being done, or null
     * @throws CallFailed if nobody waits for the tool any more, which ends its route
     */
    public void report(
            Number done,
            @Nullable Number total,
            @Nullable String message,
            @Variable("stream") @Nullable ClientStream stream,
            @Variable("cancellation") @Nullable Cancellation cancellation,
            @Variable("call") @Nullable SingleCall call) {
        if (cancellation != null && cancellation.cancelled()) {
            throw new CallFailed(FailureCode.CANCELLED, "nobody waits for this tool any more");
        }
        JsonNode token = stream == null ? null : stream.progressToken();
        if (stream == null || token == null || call == null) {
            return;
        }
        ObjectNode notification = JsonRpc.notification("notifications/progress");
        ObjectNode params = notification.putObject("params");
        params.set("progressToken", token);
        params.set("progress", WireJson.MAPPER.valueToTree(done));
        if (total != null) {
            params.set("total", WireJson.MAPPER.valueToTree(total));
        }
        if (message != null && !message.isBlank()) {
            params.put("message", message);
        }
        stream.tell(call.server(), notification);
    }
}
