package com.datacline.gateway.tools;

import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.Trace;
import com.datacline.gateway.security.Caller;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a tool's route inherits from the call it is run for, as exchange variables; nothing else of the call's exchange
 * reaches it.
 *
 * @param caller who calls
 * @param call the call, or null outside of any
 * @param cancellation ends the call
 * @param stream the client's end of the call
 * @param depth how many tools have called one another to get here
 * @param trace where the call is in a trace, or null without traces
 */
record Journey(
        Caller caller,
        @Nullable SingleCall call,
        Cancellation cancellation,
        ClientStream stream,
        int depth,
        @Nullable Trace trace) {
    static final String DEPTH = "tool-depth";

    /** Returns the journey of a call that is about to run. The legs of a broadcast share one client, who hears none of them. */
    static Journey of(Exchange exchange, Caller caller, SingleCall call) {
        boolean leg = call.parentId() != null;
        return new Journey(
                caller,
                call,
                cancellation(exchange),
                !leg && exchange.getVariable("stream") instanceof ClientStream given ? given : ClientStream.NONE,
                depth(exchange),
                trace(exchange));
    }

    static @Nullable Trace trace(Exchange exchange) {
        return exchange.getVariable(Trace.VARIABLE) instanceof Trace trace ? trace : null;
    }

    static Cancellation cancellation(Exchange exchange) {
        return exchange.getVariable("cancellation") instanceof Cancellation given ? given : new Cancellation();
    }

    static int depth(Exchange exchange) {
        return exchange.getVariable(DEPTH) instanceof Integer depth ? depth : 0;
    }

    /** Puts it on the exchange of a tool's route; that route's calls end with {@code own}. */
    void put(Exchange exchange, Cancellation own) {
        exchange.setVariable("caller", caller);
        exchange.setVariable("call", call);
        exchange.setVariable("cancellation", own);
        exchange.setVariable("stream", stream);
        exchange.setVariable(DEPTH, depth);
        if (trace != null) {
            exchange.setVariable(Trace.VARIABLE, trace);
        }
    }
}
