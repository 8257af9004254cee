package com.datacline.gateway.call;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Route step {@code describe}: turns whatever went wrong into a failure that is safe to show. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final Set<Integer> NO_SUCH_RESOURCE = Set.of(-32002, -32602);

    /**
     * Returns the failure in an expected exception; a bug gets an id for the caller and its story in the log. What breaks
     * because the routes have been stopped under a call that took too long to end is no bug.
     *
     * @param call the {@link SingleCall} that failed, if it got that far
     */
    public Failure describe(
            @ExchangeException @Nullable Throwable problem,
            @Variable("call") @Nullable Object call,
            CamelContext context) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return named(failed.failure(), call);
            }
        }
        if (context.isStopping() || context.isStopped()) {
            return new Failure(FailureCode.CANCELLED, "the gateway is shutting down");
        }
        String id = Ids.next();
        LOG.error("unexpected problem {}", id, problem);
        return new Failure(FailureCode.INTERNAL, "something broke in the gateway; its log tells more under id " + id);
    }

    /**
     * A server says that it has no such resource with -32602 (2026-07-28, resources, error handling), or with -32002 up
     * to 2025-11-25.
     */
    private static Failure named(Failure failure, @Nullable Object call) {
        boolean missing = call instanceof SingleCall single
                && single.operation().action() == Action.READ_RESOURCE
                && failure.error() != null
                && NO_SUCH_RESOURCE.contains(failure.error().path("code").asInt());
        return missing ? new Failure(FailureCode.UNKNOWN_RESOURCE, failure.message(), failure.error()) : failure;
    }
}
