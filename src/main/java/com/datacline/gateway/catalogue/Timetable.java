package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When each server is to be asked again, and for what. Its owner guards it. */
final class Timetable {
    private static final long SPREAD = 5;

    private final Map<String, Long> wholeAt = new HashMap<>();
    private final Map<String, Set<Action>> changed = new HashMap<>();
    private final Map<String, Long> askedUntil = new HashMap<>();
    private final Map<String, Inquiry> asked = new HashMap<>();
    private final Set<String> again = new HashSet<>();
    private final Duration longestRound;

    /** @param longestRound after this time a server that is being asked may be asked anew */
    Timetable(Duration longestRound) {
        this.longestRound = longestRound;
    }

    /**
     * Returns a time that is up to a fifth shorter: servers that were asked together, as all are at the start, shall not be
     * asked together for ever.
     */
    static Duration spread(Duration rest) {
        return rest.minusNanos(ThreadLocalRandom.current().nextLong(rest.toNanos() / SPREAD + 1));
    }

    /** Returns what the server is to be asked now, and takes it as being asked; null if nothing is due. */
    @Nullable
    Inquiry due(String server) {
        long now = System.nanoTime();
        Long busy = askedUntil.get(server);
        if (busy != null && busy - now > 0) {
            return null;
        }
        Long whole = wholeAt.get(server);
        Set<Action> some = changed.remove(server);
        boolean all = whole == null || whole - now <= 0;
        if (!all && some == null) {
            return null;
        }
        askedUntil.put(server, now + longestRound.toNanos());
        Set<Action> said = some == null ? Set.of() : some;
        Inquiry inquiry = new Inquiry(server, all ? EnumSet.copyOf(Action.LISTS) : said, said);
        asked.put(server, inquiry);
        return inquiry;
    }

    /** Has the server asked for everything at the next opportunity; what it is being asked now does not count. */
    void renew(String server) {
        forget(server);
        wholeAt.remove(server);
    }

    /** Has the server asked for everything at the next opportunity, after what it is being asked now. */
    void overdue(String server) {
        wholeAt.remove(server);
        if (asked.containsKey(server)) {
            again.add(server);
        }
    }

    /** Forgets what it is being asked. */
    void forget(String server) {
        askedUntil.remove(server);
        asked.remove(server);
        changed.remove(server);
        again.remove(server);
    }

    /** Asks for one list at the next opportunity. */
    void changed(String server, Action list) {
        Set<Action> lists = changed.computeIfAbsent(server, s -> EnumSet.noneOf(Action.class));
        lists.add(list);
        if (list == Action.LIST_RESOURCES) {
            lists.add(Action.LIST_RESOURCE_TEMPLATES);
        }
    }

    /** Tells whether these are the answers that are waited for, and not those of an earlier round. */
    boolean isAwaited(Inquiry inquiry) {
        return inquiry.equals(asked.get(inquiry.server()));
    }

    /** Ends a round; after a whole one, the next whole one comes after the given time, or at once if it became overdue meanwhile. */
    void answered(Inquiry inquiry, Duration rest, boolean troubled) {
        askedUntil.remove(inquiry.server());
        asked.remove(inquiry.server());
        if (again.remove(inquiry.server())) {
            return;
        }
        if (inquiry.isWhole() || troubled) {
            wholeAt.put(inquiry.server(), System.nanoTime() + rest.toNanos());
        }
    }
}
