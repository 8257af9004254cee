package com.datacline.gateway.policy;

import com.datacline.gateway.security.Caller;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many calls there may be.
 *
 * @param name its name
 * @param line where it stands in the file
 * @param per what is counted apart; nothing means that all calls count together
 * @param conditions which calls count: those of which all of them surely hold
 * @param rate requests in a time, or null
 * @param concurrent calls at once, or 0 for any number
 */
record Limit(
        String name,
        int line,
        Set<Per> per,
        List<Condition> conditions,
        @Nullable Rate rate,
        int concurrent) {
    private static final String OTHER = "";

    /** What can be counted apart. */
    enum Per {
        CALLER,
        SERVER,
        TOOL;

        String fileName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Limit {
        per = Set.copyOf(per);
        conditions = List.copyOf(conditions);
    }

    Match match(Question question) {
        return Conditions.all(conditions, question);
    }

    /** Returns under what a call counts. What is no tool counts as one, lest its names be made up to count apart. */
    Key key(Question question) {
        Caller caller = question.caller();
        String subject = question.subject();
        boolean tool = question.kind() == Kind.INVOKE_TOOL && subject != null;
        return new Key(
                name,
                rate,
                concurrent,
                per.contains(Per.CALLER) ? caller.id() : OTHER,
                per.contains(Per.SERVER) ? question.server() : OTHER,
                per.contains(Per.TOOL) && tool ? String.valueOf(subject) : OTHER);
    }

    /** Returns for whom it holds, such as {@code each caller and tool}. */
    String holder() {
        return per.isEmpty()
                ? "all calls together"
                : "each " + EnumSet.copyOf(per).stream().map(Per::fileName).collect(Collectors.joining(" and "));
    }

    /** What counts together: under one limit, as long as it says the same. */
    record Key(String limit, @Nullable Rate rate, int concurrent, String caller, String server, String tool) {}
}
