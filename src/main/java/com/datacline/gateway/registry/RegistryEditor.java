package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes a registry file: what a gateway would refuse is not written, and what is written is there as a whole. */
public final class RegistryEditor {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final RegistryReader reader = new RegistryReader(Duration.ofSeconds(60));
    private final String text;

    private RegistryEditor(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Returns an editor of a file, which need not exist. A link is followed.
     *
     * @throws IOException if it cannot be read, or is not UTF-8
     */
    public static RegistryEditor of(Path file) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        return new RegistryEditor(real, read(real));
    }

    /**
     * Returns the keys of a server as they stand in the file, or null.
     *
     * @throws YamlDocument.Unreadable if the file is not YAML
     */
    public @Nullable Set<String> keys(String name) {
        return YamlDocument.read(text).value() instanceof Map<?, ?> root
                        && root.get("servers") instanceof Map<?, ?> servers
                        && servers.containsKey(name)
                ? servers.get(name) instanceof Map<?, ?> entry
                        ? entry.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
                        : Set.of()
                : null;
    }

    /**
     * Returns the server as the file has it.
     *
     * @throws InvalidRegistry if the file cannot be used
     */
    public McpServer server(String name) {
        return reader.judge(file, text).server(name).orElseThrow();
    }

    /**
     * Makes a change, and returns the servers as they are then.
     *
     * @throws InvalidRegistry if no gateway would take what would become of the file
     * @throws com.datacline.gateway.yaml.Unchangeable if the text cannot be changed there
     * @throws IOException if it cannot be written, or has been changed meanwhile
     */
    public Registry make(RegistryEdit edit) throws IOException {
        String changed = edit.apply(text);
        Registry registry = reader.judge(file, changed);
        if (!changed.equals(text)) {
            if (!read(file).equals(text)) {
                throw new IOException("somebody else has changed it meanwhile");
            }
            write(changed);
        }
        return registry;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** A gateway that reads it meanwhile finds the old one or the new one. */
    private void write(String changed) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        boolean rights = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (rights && Files.exists(file)) {
                Files.createFile(beside, PosixFilePermissions.asFileAttribute(OWNERS));
                Files.writeString(beside, changed);
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
            } else {
                Files.writeString(beside, changed, StandardOpenOption.CREATE_NEW);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
