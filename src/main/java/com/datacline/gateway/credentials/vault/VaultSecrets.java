package com.datacline.gateway.credentials.vault;

import com.datacline.gateway.credentials.vault.VaultClient.NoValue;
import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of Vault, kept for a moment. One that a server refuses is read anew at once; while Vault is away, the last one that
 * was good is used for a while.
 */
public final class VaultSecrets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultSecrets.class);
    private static final Duration CALM = Duration.ofSeconds(1);

    private final VaultProperties properties;
    private final @Nullable VaultClient client;
    private final LongSupplier nanos;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /**
     * @param known hears of the gateway's own token
     * @param nanos a clock that only goes forward
     * @throws IllegalArgumentException if the address is none
     * @throws com.datacline.gateway.network.TlsFiles.InvalidTlsFile if its certificates cannot be read
     */
    public VaultSecrets(VaultProperties properties, Consumer<Secret> known, LongSupplier nanos) {
        this.properties = properties;
        this.nanos = nanos;
        this.client = properties.address().isBlank() ? null : new VaultClient(properties, known);
    }

    /** Says that there is no value, and why. */
    public static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Returns the value of a reference such as {@code vault://kv/datacline/token?v=3}.
     *
     * @throws Missing if there is none
     */
    public Secret read(String reference) {
        return place(reference).read(null);
    }

    /**
     * Returns the value after a server refused one: as Vault has it now, unless it was read after the refused one.
     *
     * @throws Missing if there is none
     */
    public Secret readAfter(String reference, Secret refused) {
        return place(reference).read(refused);
    }

    private Place place(String reference) {
        return places.computeIfAbsent(reference, text -> {
            try {
                return new Place(VaultReference.read(text));
            } catch (IllegalArgumentException e) {
                throw new Missing(text + " is " + e.getMessage());
            }
        });
    }

    private record Held(Secret value, long readAt) {}

    private final class Place {
        private final VaultReference reference;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Held held;
        private volatile long askAgain;

        Place(VaultReference reference) {
            this.reference = reference;
            this.askAgain = nanos.getAsLong();
        }

        Secret read(@Nullable Secret refused) {
            Held now = held;
            if (now != null && !due(now, refused)) {
                return now.value();
            }
            lock.lock();
            try {
                Held again = held;
                return again != null && !due(again, refused) ? again.value() : ask(again);
            } finally {
                lock.unlock();
            }
        }

        /** A server that refuses whatever it is shown must not have Vault asked at every call. */
        private boolean due(Held value, @Nullable Secret refused) {
            if (refused != null && value.value().equals(refused)) {
                return age(value) > CALM.toNanos();
            }
            return nanos.getAsLong() - askAgain >= 0;
        }

        private long age(Held value) {
            return nanos.getAsLong() - value.readAt();
        }

        private Secret ask(@Nullable Held last) {
            if (client == null) {
                throw new Missing(reference + " cannot be read: VAULT_ADDR is not set");
            }
            try {
                Secret value = client.read(reference);
                held = new Held(value, nanos.getAsLong());
                return value;
            } catch (NoValue e) {
                if (last == null
                        || !e.passing()
                        || age(last) > properties.grace().toNanos()) {
                    held = null;
                    throw new Missing(String.valueOf(e.getMessage()));
                }
                LOG.warn(
                        "{}; the value of {} s ago is used, for {} at most",
                        e.getMessage(),
                        Duration.ofNanos(age(last)).toSeconds(),
                        properties.grace());
                return last.value();
            } finally {
                askAgain = nanos.getAsLong() + properties.cache().toNanos();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
