package com.datacline.gateway.audit;

import com.datacline.gateway.audit.Finding.Kind;
import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a journal is what was written: reads it from the first line to the last and tells what it finds as it goes.
 * What has been cut off behind the last record it cannot know.
 */
public final class Verification {
    private static final byte[] NONE = {};

    private final ChainDigest digest;
    private final String file;
    private final Consumer<Finding> findings;
    private final Places places;
    private final Before before;
    private final Span between = new Span();
    private long betweenLine;
    private boolean betweenEnded;
    private long records;
    private long position;

    private Verification(String file, @Nullable Secret key, Consumer<Finding> findings) {
        this.digest = new ChainDigest(key);
        this.before = new Before(digest);
        this.file = file;
        this.findings = findings;
        this.places = new Places(this::say);
    }

    /**
     * Reads a journal.
     *
     * @param key the key of the chain, or null
     * @param findings hears of each finding, in the order of the lines
     */
    public static Verdict of(Path journal, @Nullable Secret key, Consumer<Finding> findings) throws IOException {
        Verification verification = new Verification(journal.toString(), key, findings);
        try (InputStream in = Files.newInputStream(journal)) {
            verification.read(new Lines(in));
        }
        return new Verdict(
                verification.records, verification.before.lines(), verification.places.head(), verification.position);
    }

    private void read(Lines lines) throws IOException {
        while (lines.next()) {
            Link link = Link.read(lines.bytes(), lines.length());
            if (link != null) {
                record(lines, link);
            } else if (records == 0) {
                before.add(lines);
            } else {
                between.add(lines);
                betweenLine = lines.number();
                betweenEnded = lines.isEnded();
            }
        }
        places.end();
        if (!between.isEmpty()) {
            tail();
        }
        position = lines.position();
    }

    private void record(Lines lines, Link link) {
        if (records == 0) {
            begin(link);
        }
        records++;
        int covered = Link.covered(lines.length());
        boolean alone = matches(link, NONE, lines, covered);
        boolean whole = between.isEmpty() ? alone : matches(link, between.bytes(), lines, covered);
        if (!between.isEmpty()) {
            strangers(whole);
        }
        boolean sound = whole || alone;
        if (!sound) {
            say(
                    lines.number(),
                    Kind.EDITED,
                    "record " + link.seq() + " (or half a record before it) is not what was written");
        }
        places.take(lines.number(), link, sound);
        between.clear();
    }

    private void begin(Link first) {
        String old = before.finish();
        boolean known = old.equals(first.prev());
        if (before.lines() > 0) {
            String lines = before.lines() == 1 ? "line 1 is" : "lines 1 to " + before.lines() + " are";
            say(
                    before.lines(),
                    known ? Kind.NOTE : Kind.INSERTED_OR_REORDERED,
                    known
                            ? lines + " from before the chain, and what they were when it began"
                            : lines + " no record of the chain, and not what stood before it when it began");
        }
        places.begin(known ? old : ChainDigest.NOTHING);
    }

    /** What stands between two records was there when the second was written, or it was not. */
    private void strangers(boolean vouchedFor) {
        say(
                betweenLine,
                vouchedFor ? Kind.CUT_LINE : Kind.INSERTED_OR_REORDERED,
                vouchedFor
                        ? "half a record, left when a gateway ended abruptly; the next record vouches for it"
                        : "no record of the chain; the next record does not know it");
    }

    private void tail() {
        say(
                betweenLine,
                betweenEnded ? Kind.INSERTED_OR_REORDERED : Kind.CUT_LINE,
                betweenEnded
                        ? "no record of the chain"
                        : "half a record: it is being written, or a gateway ended abruptly");
    }

    private boolean matches(Link link, byte[] ahead, Lines lines, int covered) {
        return link.hash().equals(digest.of(ahead, lines.bytes(), covered));
    }

    private void say(long line, Kind kind, String text) {
        findings.accept(new Finding(file, line, kind, text));
    }
}
