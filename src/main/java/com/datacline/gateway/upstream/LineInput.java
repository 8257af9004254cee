package com.datacline.gateway.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none longer than a limit. */
final class LineInput {
    private final InputStream in;
    private final int limit;
    private boolean inTheMidst;

    /** @param limit the most bytes of a line that are kept */
    LineInput(InputStream in, int limit) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
    }

    /**
     * One line without its end.
     *
     * @param cut whether the line goes on
     */
    record Line(byte[] bytes, boolean cut) {}

    /** Returns the next line, or null at the end of the stream; the rest of one that was cut is passed over. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int b = in.read();
        while (inTheMidst && b >= 0) {
            inTheMidst = b != '\n';
            b = in.read();
        }
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (line.size() == limit) {
                inTheMidst = true;
                return new Line(line.toByteArray(), true);
            }
            line.write(b);
            b = in.read();
        }
        return new Line(line.toByteArray(), false);
    }
}
