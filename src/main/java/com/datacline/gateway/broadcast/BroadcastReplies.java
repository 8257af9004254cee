package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
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
        gathering.add(server, reply);
        return gathered == null ? leg : gathered;
    }
}
