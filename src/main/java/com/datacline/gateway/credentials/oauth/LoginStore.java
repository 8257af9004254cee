package com.datacline.gateway.credentials.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps logins and registrations over a restart, in one file that only the gateway's user can read. The file is replaced
 * whole, so that it is never half written.
 */
final class LoginStore {
    private static final Logger LOG = LoggerFactory.getLogger(LoginStore.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private final Path file;
    private final Map<String, Login> logins;
    private final Map<String, Client> clients;

    /** What stands in the file: logins by server, registrations by issuer and redirect. */
    record Content(Map<String, Login> logins, Map<String, Client> clients) {}

    /** @throws IllegalArgumentException if there is a file that cannot be read */
    LoginStore(Path file) {
        this.file = file.toAbsolutePath();
        Content content = read(this.file);
        this.logins = new HashMap<>(content.logins());
        this.clients = new HashMap<>(content.clients());
    }

    synchronized Optional<Login> login(String server) {
        return Optional.ofNullable(logins.get(server));
    }

    synchronized void keep(String server, Login login) {
        logins.put(server, login);
        write();
    }

    synchronized void drop(String server) {
        if (logins.remove(server) != null) {
            write();
        }
    }

    /** Returns the gateway's registration at an issuer, for answers to one address. */
    synchronized Optional<Client> client(String issuer, String redirect) {
        return Optional.ofNullable(clients.get(key(issuer, redirect)));
    }

    synchronized void keep(String issuer, String redirect, Client client) {
        clients.put(key(issuer, redirect), client);
        write();
    }

    /** Forgets a registration that the issuer has forgotten. */
    synchronized void drop(String issuer, String redirect) {
        if (clients.remove(key(issuer, redirect)) != null) {
            write();
        }
    }

    private static String key(String issuer, String redirect) {
        return issuer + " " + redirect;
    }

    private static Content read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), Content.class);
        } catch (NoSuchFileException e) {
            return new Content(Map.of(), Map.of());
        } catch (IOException e) {
            throw new IllegalArgumentException("the logins at servers in " + file
                    + " cannot be read. Mend the file, or move it away and log in again.");
        }
    }

    /** A login that cannot be written down works until the gateway stops. */
    private void write() {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(next);
            try (FileChannel channel = FileChannel.open(
                    next,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Content(logins, clients)));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be written ({}): the gateway has to be logged in at its servers again once it stops",
                    file,
                    e.getClass().getSimpleName());
        }
    }
}
