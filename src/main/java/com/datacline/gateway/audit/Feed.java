package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route steps that carry the journal over to a stream, line by line: {@code next}, {@code arrived} and {@code postpone}. How
 * far it has got is in a file, written after the stream has the lines: one may come twice, none is left out.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int CHUNK = 256 << 10;
    private static final int LARGEST_CHUNK = 4 << 20;
    private static final int LONGEST = 900_000;

    private final Journal journal;
    private final Path checkpoint;
    private final String stream;
    private long arrived = -1;
    private long pending;
    private @Nullable String name;
    private volatile @Nullable String problem;

    /**
     * @param checkpoint where it is kept how far the stream has got
     * @param stream what the stream is called in the log
     */
    public Feed(Journal journal, Path checkpoint, String stream) {
        this.journal = journal;
        this.checkpoint = checkpoint;
        this.stream = stream;
    }

    /** Returns the next lines, each a record, or null at the end of the journal. */
    public @Nullable List<String> next() throws IOException {
        if (Files.size(journal.file()) == 0) {
            // it has no name yet
            return null;
        }
        if (arrived < 0) {
            name = JournalName.of(journal.file());
            arrived = kept(name);
        }
        try (RandomAccessFile reader = new RandomAccessFile(journal.file().toFile(), "r")) {
            while (true) {
                byte[] chunk = chunk(reader, CHUNK);
                int end = lastFeed(chunk);
                if (end < 0 && chunk.length == CHUNK) {
                    chunk = chunk(reader, LARGEST_CHUNK);
                    end = lastFeed(chunk);
                    // what goes on for so long is no record of ours, and is passed over
                    end = end < 0 && chunk.length == LARGEST_CHUNK ? chunk.length - 1 : end;
                }
                if (end < 0) {
                    return null;
                }
                List<String> lines = lines(new String(chunk, 0, end + 1, StandardCharsets.UTF_8));
                if (!lines.isEmpty()) {
                    pending = arrived + end + 1;
                    return lines;
                }
                arrived += end + 1;
            }
        }
    }

    /** Returns a name for the journal, the same for all of its records. */
    public String journal() {
        return String.valueOf(name);
    }

    /** Notes that the stream has the lines of the last {@code next}. */
    public void arrived() throws IOException {
        Path next = checkpoint.resolveSibling(checkpoint.getFileName() + ".next");
        Files.createDirectories(checkpoint.toAbsolutePath().getParent());
        Files.write(
                next,
                WireJson.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("journal", name)
                        .put("position", pending)));
        Files.move(next, checkpoint, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        arrived = pending;
        if (problem != null) {
            LOG.info("{} takes audit records again", stream);
            problem = null;
        }
    }

    /** Notes that the stream does not take lines; the next attempt comes by itself. */
    public void postpone(@ExchangeException Exception cause) {
        arrived = -1;
        if (problem == null) {
            LOG.warn("audit records wait in the journal until {} takes them: {}", stream, cause.getMessage());
        }
        problem = String.valueOf(cause.getMessage());
    }

    /** Where the checkpoint is another journal's, or cannot be read, the stream gets this one from its beginning. */
    private long kept(String journalName) throws IOException {
        try {
            JsonNode kept = WireJson.MAPPER.readTree(Files.readAllBytes(checkpoint));
            boolean same = kept.path("journal").asText().equals(journalName);
            return same ? Math.min(kept.path("position").asLong(), Files.size(journal.file())) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            LOG.warn(
                    "{} is not what the gateway has put there; {} gets the journal from its beginning",
                    checkpoint,
                    stream);
            return 0;
        }
    }

    private byte[] chunk(RandomAccessFile reader, int most) throws IOException {
        byte[] chunk = new byte[(int) Math.max(0, Math.min(reader.length() - arrived, most))];
        reader.seek(arrived);
        reader.readFully(chunk);
        return chunk;
    }

    private static int lastFeed(byte[] chunk) {
        for (int i = chunk.length - 1; i >= 0; i--) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** What a crash has cut is no record, and neither is what is longer than any of ours; Kafka would refuse it for ever. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        text.lines()
                .filter(line -> line.startsWith("{") && line.endsWith("}") && line.length() < LONGEST)
                .forEach(lines::add);
        return lines;
    }
}
