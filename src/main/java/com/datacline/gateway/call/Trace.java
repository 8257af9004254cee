package com.datacline.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variable {@code trace}: where a journey is in the trace of whoever caused it. There is one only while the gateway
 * makes spans itself; without it, what the caller says of traces passes as it came.
 */
public interface Trace {
    /** The name of the variable. */
    String VARIABLE = "trace";

    /** Returns the id of the trace, or null while nothing has begun. */
    @Nullable
    String traceId();

    /** Returns what a server shall hear: {@code traceparent}, and {@code tracestate} if there is one. */
    Map<String, String> fields();

    /** Returns the same operation of which the server learns where it is in the trace, by {@code _meta}. */
    default Operation in(Operation operation) {
        Map<String, String> fields = fields();
        if (fields.isEmpty()) {
            return operation;
        }
        ObjectNode params = operation.params().objectNode();
        params.setAll(operation.params());
        ObjectNode meta = params.get("_meta") instanceof ObjectNode given ? given.deepCopy() : params.objectNode();
        meta.remove("tracestate");
        fields.forEach(meta::put);
        params.set("_meta", meta);
        return new Operation(operation.action(), operation.subject(), params);
    }
}
