package com.datacline.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server's process says on its standard error, in the gateway's log: line by line, without its secrets and without
 * control characters, never too long and never too much.
 */
final class StderrLog {
    private static final Logger LOG = LoggerFactory.getLogger(StderrLog.class);
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 200;
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

    private final String server;
    private final List<String> secrets;
    private long windowBegan;
    private int lines;
    private int leftOut;

    /** @param secrets texts that must not be shown */
    StderrLog(String server, Collection<String> secrets) {
        this.server = server;
        // The longer first, so that one that holds another goes as a whole.
        this.secrets =
                secrets.stream().sorted((a, b) -> b.length() - a.length()).toList();
    }

    /** Copies lines until the stream ends. */
    void copy(InputStream stderr) {
        LineInput input = new LineInput(stderr, LONGEST_LINE);
        try {
            for (LineInput.Line line = input.next(); line != null; line = input.next()) {
                log(line);
            }
        } catch (IOException e) {
            LOG.debug("the standard error of server {} broke: {}", server, e.getMessage());
        }
        tellLeftOut();
    }

    private void log(LineInput.Line line) {
        long now = System.nanoTime();
        if (lines == 0 || now - windowBegan > WINDOW_NANOS) {
            tellLeftOut();
            windowBegan = now;
            lines = 0;
        }
        if (lines++ >= MOST_LINES) {
            if (leftOut++ == 0) {
                LOG.info("server {} says more than {} lines at once; the rest is left out", server, MOST_LINES);
            }
            return;
        }
        String text = clean(new String(line.bytes(), StandardCharsets.UTF_8)) + (line.cut() ? "..." : "");
        LOG.info("server {} says: {}", server, text);
    }

    private void tellLeftOut() {
        if (leftOut > 0) {
            LOG.info("server {} said {} lines that were left out", server, leftOut);
            leftOut = 0;
        }
    }

    String clean(String said) {
        String text = said;
        for (String secret : secrets) {
            text = text.replace(secret, "***");
        }
        return text.strip().replaceAll("\\p{Cntrl}", " ");
    }
}
