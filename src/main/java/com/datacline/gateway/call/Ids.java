package com.datacline.gateway.call;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests, calls and audit records: unique over restarts and nodes, not secret. */
public final class Ids {
    private Ids() {}

    /** Returns 32 hexadecimal digits: the time in milliseconds (12), then random bits. They sort by time. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(System.currentTimeMillis(), 12)
                + hex.toHexDigits(random.nextLong(), 4)
                + hex.toHexDigits(random.nextLong());
    }
}
