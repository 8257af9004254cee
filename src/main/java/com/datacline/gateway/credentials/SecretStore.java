package com.datacline.gateway.credentials;

import com.datacline.gateway.credentials.vault.VaultSecrets;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads secrets from where the registry says they are, anew for each call, so that they rotate without a restart. */
public final class SecretStore {
    private static final String ENVIRONMENT = "env://";
    private static final String FILE = "file://";
    private static final String VAULT = "vault://";

    private final Function<String, @Nullable String> environment;
    private final VaultSecrets vault;
    private final Consumer<Secret> known;

    /**
     * @param environment looks a variable up, or returns null
     * @param known hears of every secret that is read
     */
    public SecretStore(Function<String, @Nullable String> environment, VaultSecrets vault, Consumer<Secret> known) {
        this.environment = environment;
        this.vault = vault;
        this.known = known;
    }

    /** @throws Unavailable if the variable or file is missing, unreadable or empty */
    Secret read(Auth auth) {
        Secret value = auth.credentialValue();
        if (value != null) {
            known.accept(value);
            return value;
        }
        String reference = auth.credentialRef();
        if (reference == null) {
            throw new Unavailable("none is configured");
        }
        return read(reference);
    }

    /** Returns the secret as it is after a server refused one; it may be the same. */
    Secret readAfter(Auth auth, Secret refused) {
        String reference = auth.credentialRef();
        if (reference == null || !reference.startsWith(VAULT)) {
            return read(auth);
        }
        try {
            Secret secret = vault.readAfter(reference, refused);
            known.accept(secret);
            return secret;
        } catch (VaultSecrets.Missing e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Reads {@code env://NAME}, {@code file:///path} or {@code vault://mount/path}. */
    public Secret read(String reference) {
        Secret secret = find(reference);
        known.accept(secret);
        return secret;
    }

    private Secret find(String reference) {
        if (reference.startsWith(ENVIRONMENT)) {
            return fromEnvironment(reference.substring(ENVIRONMENT.length()));
        }
        if (reference.startsWith(FILE)) {
            return fromFile(Path.of(reference.substring(FILE.length())));
        }
        try {
            return vault.read(reference);
        } catch (VaultSecrets.Missing e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Secret fromEnvironment(String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new Unavailable("environment variable " + name + " is not set");
        }
        return new Secret(value);
    }

    private static Secret fromFile(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new Unavailable("file " + file + " has an empty first line");
            }
            return new Secret(line.trim());
        } catch (IOException e) {
            throw new Unavailable("file " + file + " cannot be read");
        }
    }

    /** A secret that cannot be had; the message names its place, never its value. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message, null, false, false);
        }
    }
}
