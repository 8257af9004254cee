package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
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
    /** In bytes; a producer sends 1 MiB at most, with all that Kafka adds. */
    private static final int LONGEST = 900_000;

    private final Journal journal;
    private final Path checkpoint;
    private final String stream;
    private volatile long arrived;
    private long pending;
    private @Nullable String name;
    private boolean lost = true;
    private boolean doubtful = true;
    private volatile @Nullable Instant failingSince;

    /**
     * @param checkpoint where it is kept how far the stream has got
     * @param stream what the stream is called in the log
     */
    public Feed(Journal journal, Path checkpoint, String stream) {
        this.journal = journal;
        this.checkpoint = checkpoint;
        this.stream = stream;
    }

    /**
     * Returns the next lines, each a record, or null at the end of the journal. At first, and after a failure, that is one line: a
     * producer that does not reach its broker waits with each of them.
     */
    public @Nullable List<String> next() throws IOException {
        if (Files.size(journal.file()) == 0) {
            // it has no name yet
            return null;
        }
        if (lost) {
            name = JournalName.of(journal.file());
            arrived = kept(name);
            lost = false;
        }
        try (RandomAccessFile reader = new RandomAccessFile(journal.file().toFile(), "r")) {
            while (true) {
                byte[] chunk = chunk(reader, CHUNK);
                int end = doubtful ? firstFeed(chunk) : lastFeed(chunk);
                if (end < 0 && chunk.length == CHUNK) {
                    chunk = chunk(reader, LARGEST_CHUNK);
                    end = doubtful ? firstFeed(chunk) : lastFeed(chunk);
                    // what goes on for so long is no record of ours, and is passed over
                    end = end < 0 && chunk.length == LARGEST_CHUNK ? chunk.length - 1 : end;
                }
                if (end < 0) {
                    failingSince = null;
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
        works();
    }

    private void works() {
        doubtful = false;
        if (failingSince != null) {
            LOG.info("{} takes audit records again", stream);
            failingSince = null;
        }
    }

    /** Notes that the stream does not take lines; the next attempt comes by itself. */
    public void postpone(@ExchangeException Exception cause) {
        lost = true;
        doubtful = true;
        if (failingSince == null) {
            LOG.warn("audit records wait in the journal until {} takes them: {}", stream, cause.getMessage());
            failingSince = Instant.now();
        }
    }

    /** Returns since when the stream has taken no lines, or null if it takes them or has been given none. */
    public @Nullable Instant failingSince() {
        return failingSince;
    }

    /** Returns how many bytes of the journal the stream does not have yet. */
    public long lag() {
        try {
            return Math.max(0, Files.size(journal.file()) - arrived);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static int firstFeed(byte[] chunk) {
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
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
                .filter(line -> line.startsWith("{") && line.endsWith("}") && isShort(line))
                .forEach(lines::add);
        return lines;
    }

    private static boolean isShort(String line) {
        return line.length() < LONGEST / 3 || line.getBytes(StandardCharsets.UTF_8).length < LONGEST;
    }
}
