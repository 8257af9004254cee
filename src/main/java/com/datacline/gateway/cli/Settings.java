package com.datacline.gateway.cli;

import com.datacline.gateway.DotEnv;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
        try (BufferedReader reader = Files.newBufferedReader(Path.of(".env"))) {
            return DotEnv.read(reader).get(name);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw Complaint.failure(".env cannot be read: " + e.getMessage(), null);
        }
    }
}
