package com.datacline.gateway.audit;

/** Digests the lines that stand before a chain begins: its first record names them as the one before it. */
final class Before {
    private static final byte[] LINE_FEED = {'\n'};

    private final ChainDigest digest;
    private long lines;

    Before(ChainDigest digest) {
        this.digest = digest;
    }

    void add(Lines line) {
        digest.add(line.bytes(), line.length());
        digest.add(LINE_FEED, 1);
        lines++;
    }

    /** Returns how many lines there are. */
    long lines() {
        return lines;
    }

    /** Returns what the first record names as the one before. */
    String finish() {
        String all = digest.finish();
        return lines == 0 ? ChainDigest.NOTHING : all;
    }
}
