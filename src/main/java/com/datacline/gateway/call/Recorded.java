package com.datacline.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * The variable {@code recorded}: the journal has the record of this journey, or it is one of the gateway's own errands,
 * which have none. A route from which the step {@code append} is missing leaves none, and its answer goes nowhere.
 *
 * @param request the {@link CallRequest} or {@link ListRequest} of the journey, if there is one
 * @param call the {@link SingleCall} or {@link BroadcastCall} that it became, if it got that far
 */
public record Recorded(@Nullable Object request, @Nullable Object call) {
    public static final String VARIABLE = "recorded";

    private static final Failure MISSING = new Failure(
            FailureCode.INTERNAL,
            "the call was not recorded, so its answer is withheld: the gateway's routes lack a step recorder.append");

    /**
     * Returns the reply if it may go out: what a server says only goes out after it is recorded.
     *
     * @param recorded what has been recorded, or null for nothing
     */
    public static Reply only(
            Reply reply, @Nullable Object request, @Nullable Object call, @Nullable Recorded recorded) {
        boolean needed = request instanceof CallRequest || request instanceof ListRequest || call != null;
        boolean done = recorded != null && recorded.request == request && recorded.call == call;
        boolean says = reply instanceof Answer
                || reply instanceof Failure failure && failure.code().ofServer();
        return needed && says && !done ? MISSING : reply;
    }
}
