package com.datacline.gateway.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka takes audit records, where there is one.
 *
 * @param on whether records go to Kafka at all
 * @param failingSince asks since when it takes none, or null if it does
 * @param lag bytes of the journal that it does not have yet
 */
public record StreamCheck(boolean on, Supplier<@Nullable Instant> failingSince, LongSupplier lag) {

    boolean isWell() {
        return !on || failingSince.get() == null;
    }

    /** Writes what there is to say. What the broker has said is in the log; here nobody reads what a client may quote. */
    void report(ObjectNode health) {
        if (!on) {
            return;
        }
        Instant since = failingSince.get();
        ObjectNode kafka = health.putObject("kafka").put("status", since == null ? "up" : "down");
        if (since != null) {
            kafka.put("problem", "it takes no audit records; they wait in the journal")
                    .put("since", since.toString());
        }
        kafka.put("lag_bytes", lag.getAsLong());
    }
}
