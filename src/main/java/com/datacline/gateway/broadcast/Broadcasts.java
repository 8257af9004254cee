package com.datacline.gateway.broadcast;

import com.datacline.gateway.call.BroadcastCall;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps that scatter a broadcast: {@code open}, {@code targets} and, in each server's route, {@code leg}. */
public final class Broadcasts {
    private final Supplier<Registry> registry;

    public Broadcasts(Supplier<Registry> registry) {
        this.registry = registry;
    }

    /** Returns the place where the replies will meet. When the client wants no answer any more, all legs end. */
    public Gathering open(
            @Body BroadcastCall call,
            @Variable("cancellation") @Nullable Cancellation whole,
            @Variable("stream") @Nullable ClientStream client) {
        Gathering gathering = new Gathering(call, client == null ? ClientStream.NONE : client);
        if (whole != null) {
            whole.onCancel(gathering.cancellation()::cancel);
        }
        return gathering;
    }

    /** Returns the routes of the servers. */
    public List<String> targets(@Body BroadcastCall call) {
        return call.servers().stream()
                .map(server -> "direct:upstream-" + server)
                .toList();
    }

    /**
     * Returns the call on the server whose route this is: a single call as it is, or a leg of a broadcast.
     *
     * @param body a {@link SingleCall} or a {@link BroadcastCall}
     */
    public SingleCall leg(@Body Object body, @Variable("server") String server) {
        return switch (body) {
            case SingleCall single -> single;
            case BroadcastCall broadcast -> leg(broadcast, server);
            default -> throw new IllegalStateException("a server's route takes a call, not " + body.getClass());
        };
    }

    private SingleCall leg(BroadcastCall broadcast, String server) {
        Duration own = registry.get().server(server).map(McpServer::timeout).orElse(Duration.ofSeconds(1));
        Duration asked = broadcast.terms().timeout();
        Duration limit = asked == null || asked.compareTo(own) > 0 ? own : asked;
        return new SingleCall(
                Ids.next(),
                broadcast.id(),
                broadcast.requestId(),
                broadcast.era(),
                server,
                broadcast.operationAt(server),
                new Deadline(broadcast.startNanos(), limit));
    }
}
