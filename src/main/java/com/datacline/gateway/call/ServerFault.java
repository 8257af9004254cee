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
    private final boolean momentary;

    private ServerFault(Failure failure, @Nullable Duration waited, boolean momentary) {
        super(failure);
        this.waited = waited;
        this.momentary = momentary;
    }

    public ServerFault(Failure failure) {
        this(failure, null, false);
    }

    public ServerFault(FailureCode code, String message) {
        this(new Failure(code, message));
    }

    /** It did not answer in the time that it had. */
    public ServerFault(Failure failure, Duration waited) {
        this(failure, waited, false);
    }

    /**
     * Returns one that may be over in a moment, of a server that did not or could not answer: it refused the connection,
     * broke it off (or its process ended) before it had said anything, or said HTTP 502, 503 or 504.
     */
    public static ServerFault momentary(Failure failure) {
        return new ServerFault(failure, null, true);
    }

    /** Returns how long it had to answer, or null if it was not time that it lacked. */
    public @Nullable Duration waited() {
        return waited;
    }

    /** Tells whether it may be over in a moment. */
    public boolean isMomentary() {
        return momentary;
    }
}
