package com.datacline.gateway.cli;

import com.datacline.gateway.DotEnvLoader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;

/** The variables that commands share with the gateway: the environment's first, then those of {@code .env}. */
final class Settings {
    private Settings() {}

    /** Returns a variable's value, or what is given for one that is unset or empty. */
    static String of(String name, String otherwise) {
        String value = of(name);
        return value == null ? otherwise : value;
    }

    /** Returns a variable's value, or null for one that is unset or empty. */
    static @Nullable String of(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            value = fromFile(name);
        }
        return value == null || value.isBlank() ? null : value;
    }

    private static @Nullable String fromFile(String name) {
        FileSystemResource file = new FileSystemResource(".env");
        if (!file.exists()) {
            return null;
        }
        try {
            Object value = new DotEnvLoader().load(".env", file).getFirst().getProperty(name);
            return value == null ? null : value.toString();
        } catch (IOException e) {
            throw Complaint.failure(".env cannot be read: " + e.getMessage(), null);
        }
    }
}
