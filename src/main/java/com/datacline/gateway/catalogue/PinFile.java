package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps pins over a restart, in a file that only the gateway's user can write and that is never half written. */
final class PinFile {
    private static final Logger LOG = LoggerFactory.getLogger(PinFile.class);

    private final Path file;

    PinFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Returns the pins by server and tool.
     *
     * @throws IllegalArgumentException if there is a file that cannot be read: without it, whatever servers say would be
     *     trusted
     */
    Map<String, Map<String, Pin>> read() {
        Map<String, Map<String, Pin>> pins = new TreeMap<>();
        try {
            JsonNode content = WireJson.MAPPER.readTree(Files.readAllBytes(file));
            if (!content.path("servers").isObject()) {
                throw new IOException("no pins");
            }
            content.path("servers").properties().forEach(server -> {
                Map<String, Pin> tools = new TreeMap<>();
                server.getValue()
                        .properties()
                        .forEach(tool -> tools.put(
                                tool.getKey(),
                                new Pin(definition(tool.getValue(), "pinned"), definition(tool.getValue(), "found"))));
                pins.put(server.getKey(), tools);
            });
            return pins;
        } catch (NoSuchFileException e) {
            return pins;
        } catch (IOException e) {
            throw new IllegalArgumentException("the pinned tools in " + file
                    + " cannot be read. Mend the file, or move it" + " away: then every tool is trusted as it is now.");
        }
    }

    /** Pins that cannot be written down hold until the gateway stops. */
    void write(Map<String, Map<String, Pin>> pins) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(next);
            try (FileChannel channel = FileChannel.open(
                    next,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(WireJson.bytes(json(pins)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be written ({}): what is pinned now is forgotten when the gateway stops",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private static ObjectNode json(Map<String, Map<String, Pin>> pins) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode servers = content.putObject("servers");
        pins.forEach((server, tools) -> {
            ObjectNode entries = servers.putObject(server);
            tools.forEach((tool, pin) -> {
                ObjectNode entry = entries.putObject(tool);
                put(entry, "pinned", pin.pinned());
                put(entry, "found", pin.found());
            });
        });
        return content;
    }

    private static void put(ObjectNode entry, String key, @Nullable Definition definition) {
        if (definition != null) {
            entry.put(key + "_sha256", definition.hash()).set(key, definition.tree());
        }
    }

    private static @Nullable Definition definition(JsonNode entry, String key) {
        return entry.get(key) instanceof ObjectNode tree ? Definition.of(tree) : null;
    }
}
