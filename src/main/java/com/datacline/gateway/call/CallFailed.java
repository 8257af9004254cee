package com.datacline.gateway.call;

/** A call that has no result. Thrown on the way to a server, so that error handling EIPs see it; caught in the route. */
public sealed class CallFailed extends RuntimeException permits Challenged, ServerFault {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Makes one without a stack trace: it tells what happened to a call, not where in the code. */
    public CallFailed(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public CallFailed(FailureCode code, String message) {
        this(new Failure(code, message));
    }

    /** Returns the one that a future failed with, wrapped as it may be; whatever else it was, as its own cause. */
    public static CallFailed in(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return failed;
            }
        }
        throw new IllegalStateException(problem);
    }

    /** Returns what the caller shall hear. */
    public Failure failure() {
        return failure;
    }
}
