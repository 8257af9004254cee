package com.datacline.gateway.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where this system keeps what a program remembers for its user. */
final class KeptFolder {
    private static final String NAME = "datacline";

    private KeptFolder() {}

    /** Returns the folder for this user; it need not exist. */
    static Path ofUser() {
        return of(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    /** XDG Base Directory Specification on Linux and the like; Apple's and Microsoft's own places on theirs. */
    static Path of(String system, String home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String roaming = environment.get("APPDATA");
            return usable(roaming) != null ? Path.of(roaming, NAME) : Path.of(home, "AppData", "Roaming", NAME);
        }
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", NAME);
        }
        String configuration = usable(environment.get("XDG_CONFIG_HOME"));
        // A path that is not absolute is to be ignored, says the specification.
        return configuration != null && configuration.startsWith("/")
                ? Path.of(configuration, NAME)
                : Path.of(home, ".config", NAME);
    }

    private static @Nullable String usable(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
