package com.datacline.gateway.audit;

import java.io.ByteArrayOutputStream;

/** Lines that are no records and stand before one: its hash covers them. */
final class Span {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(Lines line) {
        // More than that is not what a crash leaves, and would have to be held.
        if (bytes.size() + line.length() <= Lines.LONGEST) {
            bytes.write(line.bytes(), 0, line.length());
            bytes.write('\n');
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    void clear() {
        bytes.reset();
    }
}
