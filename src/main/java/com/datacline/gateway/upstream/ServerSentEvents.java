package com.datacline.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (HTML Living Standard, 9.2.6): lines end with CR, LF or both, several {@code data} lines are
 * one text, comments and events without data are passed over; the last {@code id} and {@code retry} are remembered.
 */
public final class ServerSentEvents {
    private final InputStream in;
    private final Runnable onEvent;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean skipLineFeed;
    private @Nullable String id;
    private @Nullable String lastEventId;
    private long retryMillis = -1;

    /**
     * @param in the body of a {@code text/event-stream}, buffered and bounded
     * @param onEvent hears of each event that has been read
     */
    public ServerSentEvents(InputStream in, Runnable onEvent) {
        this.in = in;
        this.onEvent = onEvent;
    }

    /** Returns the data of the next event, or null at the end of the stream. */
    public @Nullable String next() throws IOException {
        StringBuilder data = new StringBuilder();
        for (String text = readLine(); text != null; text = readLine()) {
            if (text.isEmpty()) {
                onEvent.run();
                lastEventId = id;
                if (data.length() > 1) {
                    return data.substring(0, data.length() - 1);
                }
                data.setLength(0);
            } else {
                field(text, data);
            }
        }
        return null;
    }

    /** Returns the id of the last event, or the given one if this stream has not named any. */
    public @Nullable String lastEventId(@Nullable String before) {
        return lastEventId == null || lastEventId.isEmpty() ? before : lastEventId;
    }

    /** Returns the milliseconds after which the server wants to be asked again, or the given ones if it did not say. */
    public long retryMillis(long before) {
        return retryMillis < 0 ? before : retryMillis;
    }

    private void field(String text, StringBuilder data) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (name) {
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> retryMillis = value.matches("\\d{1,9}") ? Long.parseLong(value) : retryMillis;
            default -> {}
        }
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
