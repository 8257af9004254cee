package com.datacline.gateway.audit;

import com.datacline.gateway.registry.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** SHA-256, or HMAC-SHA-256 with a key that whoever can write the journal does not have. For one thread at a time. */
final class ChainDigest {
    /** What the first record of a new file names as the one before. */
    static final String NOTHING = "0".repeat(64);

    private final @Nullable MessageDigest plain;
    private final @Nullable Mac keyed;

    /** @param key the key, or null (or blank) for none */
    ChainDigest(@Nullable Secret key) {
        try {
            if (key == null || key.value().isBlank()) {
                plain = MessageDigest.getInstance("SHA-256");
                keyed = null;
            } else {
                plain = null;
                keyed = Mac.getInstance("HmacSHA256");
                keyed.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds bytes to those that are digested. */
    void add(byte[] bytes, int length) {
        if (keyed != null) {
            keyed.update(bytes, 0, length);
        } else if (plain != null) {
            plain.update(bytes, 0, length);
        }
    }

    /** Returns the digest of all bytes since the last one, in hexadecimal. */
    String finish() {
        if (keyed != null) {
            return HexFormat.of().formatHex(keyed.doFinal());
        }
        if (plain != null) {
            return HexFormat.of().formatHex(plain.digest());
        }
        throw new IllegalStateException("a digest without an algorithm");
    }

    /** Returns the digest of some bytes that follow each other. */
    String of(byte[] ahead, byte[] line, int length) {
        add(ahead, ahead.length);
        add(line, length);
        return finish();
    }
}
