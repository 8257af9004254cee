package com.datacline.gateway.call;

/**
 * What a door read from the wire: an operation wanted somewhere by somebody.
 *
 * @param requestId the gateway's own id of the request, shared by all records it leaves
 * @param era how the caller speaks
 * @param target where it shall be done; with {@link Target.Exposed} the operation's subject is an exposed name
 * @param operation what shall be done
 * @param terms when a broadcast is over
 * @param startNanos when it arrived, as {@link System#nanoTime()}
 */
public record CallRequest(String requestId, Era era, Target target, Operation operation, Terms terms, long startNanos) {

    /** Returns a request that arrives now. */
    public static CallRequest now(Era era, Target target, Operation operation, Terms terms) {
        return new CallRequest(Ids.next(), era, target, operation, terms, System.nanoTime());
    }

    /** Returns the milliseconds since it arrived. */
    public long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
