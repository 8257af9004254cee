package com.datacline.gateway.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed because its server is not well: it cannot be reached, breaks off, answers HTTP 5xx, or hangs. This is what
 * circuit breakers count; a server that answers with an error of its own is well.
 */
public final class ServerFault extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration waited;

    public ServerFault(Failure failure) {
        super(failure);
        this.waited = null;
    }

    public ServerFault(FailureCode code, String message) {
        this(new Failure(code, message));
    }

    /** It did not answer in the time that it had. */
    public ServerFault(Failure failure, Duration waited) {
        super(failure);
        this.waited = waited;
    }

    /** Returns how long it had to answer, or null if it was not time that it lacked. */
    public @Nullable Duration waited() {
        return waited;
    }
}
