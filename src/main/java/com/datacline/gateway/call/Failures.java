package com.datacline.gateway.call;

import org.apache.camel.ExchangeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Route step {@code describe}: turns whatever went wrong into a failure that is safe to show. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Returns the failure in an expected exception; a bug gets an id for the caller and its story in the log. */
    public Failure describe(@ExchangeException @Nullable Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return failed.failure();
            }
        }
        String id = Ids.next();
        LOG.error("unexpected problem {}", id, problem);
        return new Failure(FailureCode.INTERNAL, "something broke in the gateway; its log tells more under id " + id);
    }
}
