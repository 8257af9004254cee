package com.datacline.gateway.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other gateways from a journal: two would break its chain. It is on a file beside the journal, because a POSIX lock
 * ends as soon as its process closes the file anywhere, and the journal is read all the time.
 */
final class JournalLock implements AutoCloseable {
    private final FileChannel channel;

    private JournalLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalArgumentException if another gateway has it */
    static JournalLock of(Path journal) throws IOException {
        Path file = journal.resolveSibling(journal.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IllegalArgumentException(
                    "AUDIT_LOG_FILE=" + journal + " is written by another gateway (which holds " + file.getFileName()
                            + "); two would break its chain. Stop that one, or name another file.");
        }
        return new JournalLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
