package com.datacline.gateway.call;

import com.datacline.gateway.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one server, on its own or as a leg of a broadcast.
 *
 * @param id the id of its audit record
 * @param parentId the id of the broadcast it is a leg of, or null
 * @param requestId the id of the request that caused it
 * @param era how the caller speaks to the gateway
 * @param server the server's name in the registry
 * @param operation what shall be done there
 * @param deadline when the caller must have heard
 */
public record SingleCall(
        String id,
        @Nullable String parentId,
        String requestId,
        Era era,
        String server,
        Operation operation,
        Deadline deadline)
        implements Resolution {

    /** Returns a call that the gateway makes for itself. */
    public static SingleCall ofGateway(String server, Operation operation, Deadline deadline) {
        String id = Ids.next();
        return new SingleCall(id, null, id, Era.INTERNAL, server, operation, deadline);
    }

    /** Returns the same with another operation in its place. */
    public SingleCall with(Operation other) {
        return new SingleCall(id, parentId, requestId, era, server, other, deadline);
    }

    /** Returns the same with more time. */
    public SingleCall with(Deadline other) {
        return new SingleCall(id, parentId, requestId, era, server, operation, other);
    }

    /** Tells whether this is the gateway's own errand for the given caller. */
    public boolean routine(Caller caller) {
        return era == Era.INTERNAL && caller.equals(Caller.GATEWAY);
    }
}
