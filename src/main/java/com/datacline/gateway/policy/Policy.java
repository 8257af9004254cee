package com.datacline.gateway.policy;

import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.Decision;
import com.datacline.gateway.call.Denied;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.security.Caller;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code decide} and {@code refuse}. Without rules, every caller that a door has named may call everything. */
public final class Policy {

    /**
     * Decides about one call.
     *
     * @param caller who calls; without one the answer is no
     * @param server the server whose route this is; a call to any other is refused
     */
    public Decision decide(
            SingleCall call, @Variable("caller") @Nullable Caller caller, @Variable("server") @Nullable String server) {
        if (caller == null) {
            return new Denied(call, "nobody has said who calls");
        }
        if (!call.server().equals(server)) {
            return new Denied(call, "the call is meant for another server than " + server);
        }
        return new Allowed(call, caller, call.routine(caller) ? "gateway" : "no policy is configured");
    }

    /** Returns what of a list the caller may call; without a caller that is nothing. */
    public Listing visible(Listing listing, @Variable("caller") @Nullable Caller caller) {
        return caller == null ? listing.of(List.of()) : listing;
    }

    /** Returns what a denied caller hears. */
    public Failure refuse(Denied denied) {
        return new Failure(FailureCode.DENIED, denied.reason());
    }
}
