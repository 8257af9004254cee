package com.datacline.gateway.audit;

import com.datacline.gateway.registry.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The end of a journal's chain, where the next record is linked on. For one thread at a time. */
final class Chain {
    private static final int TAIL = 1 << 20;
    private static final byte[] NONE = {};

    private final ChainDigest digest;
    private long seq;
    private String hash = ChainDigest.NOTHING;
    private byte[] ahead = NONE;

    private Chain(@Nullable Secret key) {
        this.digest = new ChainDigest(key);
    }

    /** Returns the chain of a file whose last line has an end; a new one is linked to all that is there already. */
    static Chain of(Path file, @Nullable Secret key) throws IOException {
        Chain chain = new Chain(key);
        long size = Files.size(file);
        // The last record is near the end, unless the whole file is from before there were chains.
        if (size <= TAIL || !chain.find(tail(file, size))) {
            try (InputStream in = Files.newInputStream(file)) {
                chain.find(in);
            }
        }
        return chain;
    }

    /** Returns the next link for a record, which counts once it is {@link #linked}. */
    Link next(byte[] open) {
        return new Link(seq + 1, hash, digest.of(ahead, open, open.length));
    }

    /** Returns a record as far as its link's hash covers it. */
    byte[] open(byte[] json) {
        return Link.open(json, seq + 1, hash);
    }

    /** Goes on behind a record that is in the file. */
    void linked(Link link) {
        seq = link.seq();
        hash = link.hash();
        ahead = NONE;
    }

    private static InputStream tail(Path file, long size) throws IOException {
        byte[] tail = new byte[TAIL];
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(size - TAIL);
            reader.readFully(tail);
        }
        return new ByteArrayInputStream(tail);
    }

    /** Finds the last link, and what has come behind it: half a record, if a crash has cut one. */
    private boolean find(InputStream in) throws IOException {
        Span behind = new Span();
        Before before = new Before(digest);
        boolean found = false;
        Lines lines = new Lines(in);
        while (lines.next()) {
            Link link = Link.read(lines.bytes(), lines.length());
            if (link != null) {
                linked(link);
                behind.clear();
                found = true;
            } else if (found) {
                behind.add(lines);
            } else {
                before.add(lines);
            }
        }
        ahead = behind.bytes();
        String old = before.finish();
        if (!found) {
            hash = old;
        }
        return found;
    }
}
