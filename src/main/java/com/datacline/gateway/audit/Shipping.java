package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Route steps that carry the journal over to SQL, in batches: {@code journal} to {@code postpone}. */
public final class Shipping {
    private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);
    /** About what a batch takes. More would be read in vain, again and again, by one who is behind. */
    private static final int CHUNK = 384 << 10;

    private static final int LARGEST_CHUNK = 4 << 20;

    private final Journal journal;
    private final int batch;
    private volatile @Nullable String problem;
    private volatile @Nullable String followed;
    private volatile long shipped;
    private long pending;

    public Shipping(Journal journal, AuditProperties properties) {
        this.journal = journal;
        this.batch = properties.batch();
    }

    /** Returns a name for the journal's file that changes when another file takes its place. */
    public String journal() throws IOException {
        return JournalName.of(journal.file());
    }

    /** Tells whether it is not known how far SQL has got with this journal. */
    public boolean isLost(@Variable("journal") String name) {
        return !name.equals(followed);
    }

    /** Goes on from where SQL has got to, in bytes; null is the beginning. */
    public void resume(@Body @Nullable Long position, @Variable("journal") String name) {
        shipped = position == null ? 0 : position;
        pending = shipped;
        followed = name;
    }

    /** Notes that SQL has the rows of the last {@code next}. */
    public void arrived() {
        shipped = pending;
    }

    /** Returns the next rows, or null at the end of the journal. */
    public @Nullable List<Map<String, @Nullable Object>> next(@Variable("journal") String name) throws IOException {
        long at = shipped;
        problem = null;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (RandomAccessFile reader = new RandomAccessFile(journal.file().toFile(), "r")) {
            int most = CHUNK;
            while (rows.isEmpty()) {
                byte[] chunk = chunk(reader, at, most);
                int begin = 0;
                for (int end = feed(chunk, begin); end >= 0 && rows.size() < batch; end = feed(chunk, begin)) {
                    JsonNode line = parse(chunk, begin, end);
                    if (line != null) {
                        rows.add(AuditRow.of(line, name, at + end + 1));
                    }
                    begin = end + 1;
                }
                if (begin == 0 && chunk.length < most) {
                    return null;
                }
                if (begin == 0 && most < LARGEST_CHUNK) {
                    most = LARGEST_CHUNK;
                    continue;
                }
                // What goes on for a whole chunk is no record of ours, and is passed over.
                at += begin == 0 ? chunk.length : begin;
                pending = at;
            }
        }
        return rows;
    }

    private static byte[] chunk(RandomAccessFile reader, long at, int most) throws IOException {
        byte[] chunk = new byte[(int) Math.max(0, Math.min(reader.length() - at, most))];
        reader.seek(at);
        reader.readFully(chunk);
        return chunk;
    }

    /** Notes that the database does not take rows; the next attempt comes by itself. */
    public void postpone(@ExchangeException Exception cause) {
        String now = root(cause);
        if (problem == null) {
            LOG.warn("audit records wait in the journal until the database takes them: {}", now);
        }
        problem = now;
        followed = null;
    }

    /** Returns why rows wait, or null if they do not. */
    public @Nullable String problem() {
        return problem;
    }

    /** Returns how many bytes of the journal are not in SQL yet. */
    public long lag() throws IOException {
        return Math.max(0, Files.size(journal.file()) - shipped);
    }

    private static int feed(byte[] chunk, int from) {
        for (int i = from; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable JsonNode parse(byte[] chunk, int begin, int end) throws IOException {
        try {
            JsonNode line = WireJson.MAPPER.readTree(chunk, begin, end - begin);
            return line.isObject() && line.path("id").isTextual() ? line : null;
        } catch (JacksonException e) {
            // A line that a crash has cut: its call was never answered.
            return null;
        }
    }

    private static String root(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
