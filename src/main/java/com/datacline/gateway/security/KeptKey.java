package com.datacline.gateway.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** A key of the gateway's own, in a file that only its user can read, so that it is the same after a restart. */
public final class KeptKey {
    private static final int BYTES = 32;

    private KeptKey() {}

    /**
     * Returns the key in a file, which is made if there is none.
     *
     * @throws InvalidConfiguration if there is something else in it, or if it cannot be read or made
     */
    public static byte[] in(Path file) {
        try {
            byte[] key = read(file);
            if (key.length != BYTES) {
                throw new InvalidConfiguration(
                        file + " is not the key that the gateway has put there. Remove it, and"
                                + " the gateway makes another: the tasks that are under way are unknown to their callers then.");
            }
            return key;
        } catch (IOException e) {
            throw new InvalidConfiguration(
                    file + " cannot be read or written (" + e.getClass().getSimpleName()
                            + "), and the gateway keeps a key there. Set DATA_DIR to a folder of its own.");
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return made(file);
        }
    }

    private static byte[] made(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".next",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(next, Set.of(StandardOpenOption.WRITE))) {
            channel.write(ByteBuffer.wrap(key));
            channel.force(true);
        }
        try {
            // a link, unlike a move, does not replace the key of a gateway that was quicker
            Files.createLink(file, next);
            return key;
        } catch (FileAlreadyExistsException e) {
            return Files.readAllBytes(file);
        } finally {
            Files.delete(next);
        }
    }
}
