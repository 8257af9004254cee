package com.datacline.gateway.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a journal line by line in bytes, whatever they are, without holding more than one line. */
final class Lines {
    /** Longer ones are no records of ours. */
    static final int LONGEST = 16 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private byte[] line = new byte[1 << 12];
    private int at;
    private int end;
    private int length;
    private boolean ended;
    private long number;
    private long position;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
        length = 0;
        ended = false;
        boolean any = false;
        while (!ended && fill()) {
            any = true;
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            append(from, at - from);
            position += at - from;
            if (at < end) {
                at++;
                position++;
                ended = true;
            }
        }
        if (any) {
            number++;
        }
        return any;
    }

    /** Returns the bytes of the line; only the first {@link #length()} count, until the next line is read. */
    byte[] bytes() {
        return line;
    }

    /** Returns how many bytes the line has, its line feed not counted; what is beyond the longest is left out. */
    int length() {
        return length;
    }

    /** Tells whether the line has a line feed. */
    boolean isEnded() {
        return ended;
    }

    /** Returns the line's number, from 1. */
    long number() {
        return number;
    }

    /** Returns how many bytes of the file have been read up to the end of the line. */
    long position() {
        return position;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(0, in.read(chunk));
        return end > 0;
    }

    private void append(int from, int count) {
        int taken = Math.min(count, LONGEST - length);
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, Math.max(length + taken, line.length * 2));
        }
        System.arraycopy(chunk, from, line, length, taken);
        length += taken;
    }
}
