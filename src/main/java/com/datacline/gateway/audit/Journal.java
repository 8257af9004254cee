package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only file of audit records, one JSON object a line, each linked to the one before. A record is in the file
 * before the caller hears.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final boolean force;
    private final boolean required;
    private final JournalLock held;
    private final FileChannel channel;
    private final Chain chain;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Outage outage;
    /** Where the next record goes: the channel knows too, but would ask the system each time. */
    private long end;

    /** A journal whose chain anybody can recompute. */
    public Journal(Path file, boolean force) {
        this(file, force, null, true);
    }

    /**
     * Opens or creates the file; a line that a crash has cut is ended, so that the next one is whole.
     *
     * @param force whether each record is forced to the disk
     * @param key the key of the chain, or null
     * @param required whether nothing may happen that it cannot hold
     * @throws IllegalArgumentException if it cannot be written, is no file that could be read again, or another gateway
     *     writes it
     */
    public Journal(Path file, boolean force, @Nullable Secret key, boolean required) {
        this.file = file;
        this.force = force;
        this.required = required;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "AUDIT_LOG_FILE=" + file + " is not a regular file; records are read back"
                            + " from it. Name a file, and set AUDIT_TO_STDOUT=true or AUDIT_WEBHOOK_URL to send them elsewhere too.");
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            this.held = JournalLock.of(file);
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.position(channel.size());
            if (isCut()) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            this.end = channel.position();
            this.chain = Chain.of(file, key);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "AUDIT_LOG_FILE=" + file + " cannot be opened for writing (" + e + "); no call is made unrecorded.",
                    e);
        }
    }

    Path file() {
        return file;
    }

    /** Returns since when it cannot be written, and why; null while it can. */
    public @Nullable Outage outage() {
        return outage;
    }

    /**
     * Sees whether what happens next can be recorded. After a failure it first writes a record of the outage.
     *
     * @throws CallFailed with {@code audit_unavailable} if it cannot, and has to be
     */
    void ready() {
        if (outage == null || !required) {
            return;
        }
        lock.lock();
        try {
            resume();
        } catch (IOException e) {
            ofOutage(e).refuses();
            throw new CallFailed(FailureCode.AUDIT_UNAVAILABLE, "calls are refused until they can be recorded again");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends one record, which has its place in the chain from then on.
     *
     * @throws CallFailed with {@code audit_unavailable} if it is not in the file, and has to be
     */
    void append(AuditRecord record) {
        lock.lock();
        try {
            resume();
            link(record);
        } catch (IOException e) {
            missed(record, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        held.close();
    }

    /** Ends an outage, of which the journal has a record then; nothing to do without one. */
    private void resume() throws IOException {
        Outage ended = outage;
        if (ended != null) {
            link(SecurityRecords.journalResumed(ended));
            outage = null;
            LOG.info("the audit journal {} can be written again", file);
        }
    }

    private void link(AuditRecord record) throws IOException {
        byte[] open = chain.open(record.bytes());
        Link link = chain.next(open);
        write(link.close(open));
        chain.linked(link);
        record.linked(link);
    }

    private void missed(AuditRecord record, IOException problem) {
        ofOutage(problem).misses(record);
        if (required) {
            throw new CallFailed(
                    FailureCode.AUDIT_UNAVAILABLE, "the call could not be recorded, so its result is withheld");
        }
    }

    private Outage ofOutage(IOException problem) {
        Outage now = outage;
        if (now == null) {
            String then = required ? "calls are refused" : "calls go on unrecorded";
            LOG.error("the audit journal {} cannot be written; {} until it can", file, then, problem);
            now = new Outage(problem);
            outage = now;
        }
        return now;
    }

    private void write(byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (force) {
                channel.force(false);
            }
            end += line.length;
        } catch (IOException e) {
            undo();
            throw e;
        }
    }

    /** Half a line must not stay in front of the next one; where it cannot be taken back, the next one overwrites it. */
    private void undo() {
        try {
            channel.position(end);
            channel.truncate(end);
        } catch (IOException e) {
            LOG.error("half a record stays in the audit journal {} until the next one", file, e);
        }
    }

    private boolean isCut() throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(reader.length() - 1);
            return reader.read() != '\n';
        }
    }
}
