package com.datacline.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of server-sent events (HTML Living Standard, 9.2.6): lines end with CR, LF or both, several
 * {@code data} lines are one text, comments and events without data are passed over.
 */
final class ServerSentEvents {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean skipLineFeed;

    /** @param in the body of a {@code text/event-stream}, buffered and bounded */
    ServerSentEvents(InputStream in) {
        this.in = in;
    }

    /** Returns the data of the next event, or null at the end of the stream. */
    @Nullable
    String next() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String text = readLine(); text != null; text = readLine()) {
            if (text.isEmpty()) {
                if (data.length() > 1) {
                    return data.substring(0, data.length() - 1);
                }
                data.setLength(0);
            } else if (text.startsWith("data:")) {
                data.append(text, text.startsWith("data: ") ? 6 : 5, text.length())
                        .append('\n');
            } else if (text.equals("data")) {
                data.append('\n');
            }
        }
        return null;
    }

    private @Nullable String readLine() throws IOException {
        line.reset();
        for (int b = in.read(); b >= 0; b = in.read()) {
            boolean follows = skipLineFeed && b == '\n';
            skipLineFeed = b == '\r';
            if (follows) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                return withoutMark(line.toString(StandardCharsets.UTF_8));
            }
            line.write(b);
        }
        return null;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
