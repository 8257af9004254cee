package com.datacline.gateway.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a session is beyond this node. Nothing, where there is only one. */
interface Elsewhere {

    /** A gateway of one node. */
    Elsewhere NOWHERE = new Elsewhere() {};

    /** Returns this node, for names that are good on all of them; empty for the only one. */
    default String node() {
        return "";
    }

    /** The client has set the level of its log. */
    default void logFrom(String level) {}

    default void subscribe(String uri) {}

    default void unsubscribe(String uri) {}

    /** The client no longer wants the answer to a request that no call here answers. */
    default void cancel(JsonNode request) {}

    /** The client has answered what was not asked here. */
    default void answered(ObjectNode response) {}

    /** The client tells its servers something. */
    default void noticed(ObjectNode notification) {}

    /**
     * Has a message go where the client listens.
     *
     * @return whether somebody listens, or null if that is here or nowhere
     */
    default @Nullable Boolean say(ObjectNode message) {
        return null;
    }

    /** Tells whether the client listens, as far as is known, or null if that is here or nowhere. */
    default @Nullable Boolean isRead() {
        return null;
    }

    /**
     * The client listens here from now on.
     *
     * @param after the number of the last event that it has seen, or null if it does not say
     * @return the number of the event after which it goes on
     */
    default long listen(EventStream standing, @Nullable Long after) {
        return after == null ? standing.position() : after;
    }

    /** The client no longer listens here. */
    default void unlisten(EventStream standing) {}

    /** Returns a stream of a call at another node, or null if there is none. */
    default @Nullable FarStream stream(String name, long after) {
        return null;
    }

    /** A stream of a call that runs at another node. */
    interface FarStream {
        /** Passes on what comes, until it ends. */
        void pump(EventWriter client, Duration keepAlive) throws IOException;
    }
}
