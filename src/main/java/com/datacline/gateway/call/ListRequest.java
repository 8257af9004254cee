package com.datacline.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * The wish to see what all servers offer of one kind.
 *
 * @param requestId the gateway's own id of the request
 * @param era how the caller speaks
 * @param action one of {@link Action#LISTS}
 * @param server restricts the list to what one server offers, or null
 * @param selection what of it the caller wants to see
 * @param cursor where the page begins, or null for the first one
 * @param startNanos when it arrived, as {@link System#nanoTime()}
 */
public record ListRequest(
        String requestId,
        Era era,
        Action action,
        @Nullable String server,
        Selection selection,
        @Nullable String cursor,
        long startNanos) {

    /** Returns a request that arrives now. */
    public static ListRequest now(Era era, Action action, @Nullable String server, @Nullable String cursor) {
        return now(era, action, server, Selection.ALL, cursor);
    }

    /** Returns a request for part of a list that arrives now. */
    public static ListRequest now(
            Era era, Action action, @Nullable String server, Selection selection, @Nullable String cursor) {
        return new ListRequest(Ids.next(), era, action, server, selection, cursor, System.nanoTime());
    }

    /** Returns the same for a part of the list. */
    public ListRequest select(Selection other) {
        return new ListRequest(requestId, era, action, server, other, cursor, startNanos);
    }

    /** Returns the milliseconds since it arrived. */
    public long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
