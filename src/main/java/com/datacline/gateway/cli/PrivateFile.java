package com.datacline.gateway.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read. Where there are no such modes (Windows), the folder of the user is already so. */
final class PrivateFile {
    private static final boolean MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFile() {}

    /** Makes the folder of a file, for its owner alone, and returns the file. */
    static Path inPrivateFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder, mode("rwx------"));
            if (MODES && Files.isWritable(folder)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return file;
    }

    /** Puts a file with this content in the place of another, in one step: it is never seen half written. */
    static void replace(Path file, byte[] content) throws IOException {
        inPrivateFolder(file);
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(), String.valueOf(file.getFileName()), ".next", mode("rw-------"));
        try {
            Files.write(next, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static FileAttribute<?>[] mode(String mode) {
        return MODES
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
