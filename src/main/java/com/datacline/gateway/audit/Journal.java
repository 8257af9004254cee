package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The append-only file of audit records, one JSON object a line. A record is in the file before the caller hears. */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path file;
    private final boolean force;
    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Opens or creates the file; a line that a crash has cut is ended, so that the next one is whole.
     *
     * @throws IllegalArgumentException if it cannot be written, or is no file that could be read again
     */
    public Journal(Path file, boolean force) {
        this.file = file;
        this.force = force;
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
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.position(channel.size());
            if (isCut()) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "AUDIT_LOG_FILE=" + file + " cannot be opened for writing (" + e + "); no call is made unrecorded.",
                    e);
        }
    }

    Path file() {
        return file;
    }

    /**
     * Appends one line.
     *
     * @param line a JSON object and a line feed
     * @throws CallFailed with {@code audit_unavailable} if it is not in the file
     */
    void append(byte[] line) {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        lock.lock();
        try {
            long before = channel.position();
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (force) {
                    channel.force(false);
                }
            } catch (IOException e) {
                undo(before);
                throw e;
            }
        } catch (IOException e) {
            LOG.error("the audit journal {} cannot be written; calls fail until it can", file, e);
            throw new CallFailed(
                    FailureCode.AUDIT_UNAVAILABLE, "the call could not be recorded, so its result is withheld");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Half a line must not stay in front of the next one. */
    private void undo(long position) {
        try {
            channel.truncate(position);
        } catch (IOException e) {
            LOG.error("half a record stays in the audit journal {}", file, e);
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
