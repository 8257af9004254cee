package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The logins of this user, one for each gateway, in one file that only this user can read. Whoever changes it holds a lock, so
 * that two commands never use one refresh token: an issuer that gives each out once takes the second use for theft.
 */
final class KeptLogins {
    /** The lock of a file holds between processes; this one between the threads of a process. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path file;

    KeptLogins(Path folder) {
        this.file = folder.resolve("logins.json");
    }

    static KeptLogins ofUser() {
        return new KeptLogins(KeptFolder.ofUser());
    }

    /** Returns where they are. */
    Path file() {
        return file;
    }

    Optional<KeptLogin> find(URI gateway) {
        return find(read(), gateway);
    }

    void put(URI gateway, KeptLogin login) {
        locked(() -> {
            write(with(read(), gateway, login));
            return login;
        });
    }

    /** Forgets a login, and returns it. */
    Optional<KeptLogin> remove(URI gateway) {
        return locked(() -> {
            ObjectNode all = read();
            Optional<KeptLogin> login = find(all, gateway);
            if (all.path("logins") instanceof ObjectNode logins && logins.remove(key(gateway)) != null) {
                write(all);
            }
            return login;
        });
    }

    /** Returns a login whose token can be used; one that has ended is renewed by the first who needs it. */
    Optional<KeptLogin> usable(URI gateway, UnaryOperator<KeptLogin> renewal) {
        Optional<KeptLogin> known = find(gateway);
        if (known.isEmpty() || !known.get().hasEnded(Instant.now())) {
            return known;
        }
        return locked(() -> {
            ObjectNode all = read();
            Optional<KeptLogin> now = find(all, gateway);
            if (now.isEmpty() || !now.get().hasEnded(Instant.now())) {
                return now;
            }
            KeptLogin renewed = renewal.apply(now.get());
            write(with(all, gateway, renewed));
            return Optional.of(renewed);
        });
    }

    private static ObjectNode with(ObjectNode all, URI gateway, KeptLogin login) {
        all.withObjectProperty("logins").set(key(gateway), login.json());
        return all;
    }

    private Optional<KeptLogin> find(ObjectNode all, URI gateway) {
        JsonNode login = all.path("logins").path(key(gateway));
        try {
            return login.isObject() ? Optional.of(KeptLogin.of(login)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw spoilt(String.valueOf(e.getMessage()));
        }
    }

    private static String key(URI gateway) {
        return gateway.toString();
    }

    private ObjectNode read() {
        try {
            if (WireJson.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode all) {
                return all;
            }
            throw spoilt("it holds no JSON object");
        } catch (NoSuchFileException e) {
            return JsonNodeFactory.instance.objectNode();
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw spoilt("it is not JSON");
        } catch (IOException e) {
            throw Complaint.failure("the kept logins cannot be read: " + e.getMessage(), "ls -l " + file);
        }
    }

    private Complaint spoilt(String why) {
        return Complaint.failure("the kept logins in " + file + " cannot be used: " + why, "rm " + file);
    }

    private void write(ObjectNode all) {
        try {
            PrivateFile.replace(file, WireJson.bytes(all));
        } catch (IOException e) {
            throw Complaint.failure("the login cannot be kept: " + e.getMessage(), "ls -ld " + file.getParent());
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) {
        THREADS.lock();
        try {
            Path lock = PrivateFile.inPrivateFolder(file.resolveSibling("logins.lock"));
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assert held.isValid();
                return work.run();
            }
        } catch (IOException e) {
            throw Complaint.failure("the login cannot be kept: " + e.getMessage(), "ls -ld " + file.getParent());
        } finally {
            THREADS.unlock();
        }
    }
}
