package com.datacline.gateway.openapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names for the tools of one document: what many clients and models take, which is letters, digits, {@code _} and {@code -},
 * 64 at most with the server's prefix. A name that is too long, or taken, ends with a mark that comes of the operation alone.
 */
final class ToolNames {
    private static final int MOST = 64;
    private static final int LEAST = 32;
    private static final int MARK = 6;

    private final int most;
    private final Set<String> taken = new HashSet<>();

    /** @param prefix what will stand before each name, with {@code __} between them; empty for nothing */
    ToolNames(String prefix) {
        this.most = prefix.isEmpty() ? MOST : Math.max(LEAST, MOST - prefix.length() - 2);
    }

    /** Returns a name that no operation before this one has got. */
    String next(@Nullable String operationId, String method, String path) {
        String wanted = operationId == null || clean(operationId).isEmpty()
                ? clean(method.toLowerCase(Locale.ROOT) + "_" + path)
                : clean(operationId);
        String name = wanted.length() > most ? marked(wanted, method + " " + path) : wanted;
        if (!taken.add(name)) {
            name = marked(wanted, method + " " + path);
            taken.add(name);
        }
        return name;
    }

    private String marked(String name, String operation) {
        String mark = hash(operation).substring(0, MARK);
        return name.substring(0, Math.min(name.length(), most - MARK - 1)) + "_" + mark;
    }

    private static String clean(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("_{2,}", "_").replaceAll("^_|_$", "");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
