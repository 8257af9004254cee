package com.datacline.gateway.audit;

import com.datacline.gateway.audit.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Checks that records follow each other as they were written. */
final class Places {

    /** Hears of each finding. */
    interface Report {
        void say(long line, Kind kind, String text);
    }

    private final Report report;
    private long expected = 1;
    private @Nullable String before = ChainDigest.NOTHING;
    private String head = ChainDigest.NOTHING;
    private @Nullable Jump doubt;

    Places(Report report) {
        this.report = report;
    }

    /** A record further on than expected: others are missing before it, or it does not belong here. */
    private record Jump(
            long line, long seq, long expected, @Nullable String before) {}

    /** Begins the chain behind something that is not part of it. */
    void begin(String prev) {
        before = prev;
    }

    /** Returns the hash of the last record that stands where it may. */
    String head() {
        return head;
    }

    /** @param sound whether the record is what was written */
    void take(long line, Link link, boolean sound) {
        settle(link.seq());
        if (link.seq() < expected) {
            report.say(line, Kind.INSERTED_OR_REORDERED, "record " + link.seq() + " stands behind " + (expected - 1));
            return;
        }
        if (link.seq() > expected) {
            doubt = new Jump(line, link.seq(), expected, before);
        } else if (sound && before != null && !link.prev().equals(before)) {
            report.say(
                    line,
                    Kind.EDITED,
                    link.seq() == 1
                            ? "record 1 followed something that is not there any more"
                            : "record " + link.seq() + " followed another record " + (link.seq() - 1)
                                    + " than the one that stands there");
        }
        expected = link.seq() + 1;
        // What a record that is not sound says of itself is not held against the next one.
        before = sound ? link.hash() : null;
        head = link.hash();
    }

    /** Takes note that nothing follows. */
    void end() {
        settle(0);
    }

    /** The record after a jump tells which it was: where it goes on as before, the one that jumped is the odd one. */
    private void settle(long next) {
        Jump jump = doubt;
        if (jump == null) {
            return;
        }
        doubt = null;
        if (next == jump.expected()) {
            report.say(
                    jump.line(),
                    Kind.INSERTED_OR_REORDERED,
                    "record " + jump.seq() + " stands before " + jump.expected());
            expected = jump.expected();
            before = jump.before();
        } else {
            String gone = jump.expected() == jump.seq() - 1
                    ? "record " + jump.expected() + " is"
                    : "records " + jump.expected() + " to " + (jump.seq() - 1) + " are";
            report.say(jump.line(), Kind.REMOVED, gone + " missing before record " + jump.seq());
        }
    }
}
