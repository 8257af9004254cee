package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Recorded;
import com.datacline.gateway.call.Reply;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Gathers the replies of a broadcast's legs. A leg that broke is an entry like any other. */
public final class BroadcastReplies implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange gathered, Exchange leg) {
        Gathering gathering = leg.getVariable("gathering", Gathering.class);
        String server = leg.getVariable("server", String.class);
        leg.setException(null);
        Reply reply = leg.getMessage().getBody() instanceof Reply said
                ? said
                : new Failure(FailureCode.INTERNAL, "server " + server + "'s route ended without a reply");
        Recorded recorded = leg.getVariable(Recorded.VARIABLE, Recorded.class);
        gathering.add(server, Recorded.only(reply, leg.getVariable("request"), leg.getVariable("call"), recorded));
        // what is known of a leg says nothing about the whole, which gets the variables of its first leg
        leg.removeVariable(Recorded.VARIABLE);
        return gathered == null ? leg : gathered;
    }
}
