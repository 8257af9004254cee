package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A journal that is read from its end. */
final class AuditFile {
    private static final long FIRST = 256 * 1024;
    private static final long MOST = 64 * 1024 * 1024;
    private static final long PAUSE_MILLIS = 250;

    private final Path file;
    private final AuditFilters filters;
    private final Consumer<JsonNode> reader;

    AuditFile(Path file, AuditFilters filters, Consumer<JsonNode> reader) {
        this.file = file;
        this.filters = filters;
        this.reader = reader;
    }

    /**
     * Reads the last records.
     *
     * @param last how many
     * @param follow whether to go on until the thread is interrupted
     */
    void read(int last, boolean follow) {
        try {
            long end = newest(last);
            while (follow && rest()) {
                long size = Files.size(file);
                if (size < end) {
                    System.err.println(file + " has become shorter, and is read from its beginning");
                    end = 0;
                }
                end = more(end, size);
            }
        } catch (NoSuchFileException e) {
            throw Complaint.failure("there is no journal " + file, "datacline audit tail FILE");
        } catch (IOException e) {
            throw Complaint.failure(file + " cannot be read: " + e.getMessage(), "ls -l " + file);
        }
    }

    /** Looks further back until there are enough, and returns where the file ends. */
    private long newest(int last) throws IOException {
        long size = Files.size(file);
        for (long span = FIRST; ; span *= 4) {
            long from = Math.max(0, size - span);
            Part part = part(from, size);
            // What stands before the first line break of a part may be half a record.
            List<JsonNode> found = records(from == 0 ? part.text() : afterBreak(part.text()));
            if (found.size() >= last || from == 0 || span >= MOST) {
                found.subList(Math.max(0, found.size() - last), found.size()).forEach(reader);
                return part.end();
            }
        }
    }

    /** Reads what has come. */
    private long more(long from, long size) throws IOException {
        if (from == size) {
            return from;
        }
        Part part = part(from, Math.min(size, from + MOST));
        records(part.text()).forEach(reader);
        return part.end();
    }

    private List<JsonNode> records(String text) {
        List<JsonNode> found = new ArrayList<>();
        text.lines().forEach(line -> {
            try {
                JsonNode record = WireJson.MAPPER.readTree(line);
                if (record.isObject() && filters.match(record)) {
                    found.add(record);
                }
            } catch (JacksonException e) {
                // What is no record, `datacline audit verify` speaks of.
            }
        });
        return found;
    }

    /** Whole lines, and where they end. */
    private record Part(String text, long end) {}

    private Part part(long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            journal.seek(from);
            journal.readFully(bytes);
        }
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        return new Part(new String(bytes, 0, whole, StandardCharsets.UTF_8), from + whole);
    }

    private static String afterBreak(String text) {
        return text.substring(text.indexOf('\n') + 1);
    }

    private static boolean rest() {
        return BridgeListener.rest(PAUSE_MILLIS);
    }
}
