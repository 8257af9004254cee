package com.datacline.gateway.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of legacy clients, as all nodes know them. An unused one is forgotten by itself. Every method throws
 * {@link Away} while they cannot be reached.
 */
public interface SharedSessions {

    /**
     * What all nodes know of a session.
     *
     * @param described what it was opened with
     * @param logLevel the level that the client has set, or null
     * @param subscriptions the resources that the client hears of
     * @param reader the node to which the client listens, or null
     */
    record State(
            ObjectNode described,
            @Nullable String logLevel,
            Set<String> subscriptions,
            @Nullable String reader) {
        public State {
            subscriptions = Set.copyOf(subscriptions);
        }
    }

    /** A message on its way to a listening client, with its number in the session. */
    record Event(long number, String json) {}

    /**
     * Where a client listens now.
     *
     * @param before the node to which it listened before, or null
     * @param sent the number of the last event that is known to have been sent
     */
    record Reading(@Nullable String before, long sent) {}

    /**
     * How many there may be.
     *
     * @param idle how long an unused one is kept
     * @param most all together
     * @param mostPerOwner of one owner; with one more, the one unused longest ends
     */
    record Bounds(Duration idle, int most, int mostPerOwner) {}

    /** Opens one; returns the ids of those that ended for it, or null if there are too many. */
    @Nullable
    List<String> open(String id, String owner, ObjectNode described, Bounds bounds);

    /** Returns the owner's session of that id, which counts as used, or null if there is none. */
    @Nullable
    State find(String id, String owner, Duration idle);

    /** Notes that they are in use: the ids, each with its owner. */
    void use(Collection<Use> sessions, Duration idle);

    /** A session and its owner. */
    record Use(String id, String owner) {}

    /** Returns those of the ids that are no session any more. */
    Set<String> gone(List<String> ids);

    /** Ends one. */
    void end(String id, String owner);

    void logFrom(String id, String level);

    void subscribe(String id, String uri);

    void unsubscribe(String id, String uri);

    /**
     * Adds an event for whoever listens, whose node is told under the topic {@code listening}.
     *
     * @return whether a node is there to which the client listens
     */
    boolean say(String id, ObjectNode message, Duration idle);

    /** Notes that the client listens to a node. */
    Reading read(String id, String node);

    /** Notes that the client listens no longer, if it was to that node. */
    void unread(String id, String node, long sent);

    /** Returns the events after a number, and notes that those up to it have been sent. */
    List<Event> events(String id, long after);
}
