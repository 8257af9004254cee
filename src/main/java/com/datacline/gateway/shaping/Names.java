package com.datacline.gateway.shaping;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names that an option means: {@code crm}, {@code crm,wiki} or {@code delete_*}; where it is left out, all of them. */
final class Names {
    private final @Nullable Pattern pattern;

    /** @param globs names and globs with {@code *}, separated by commas; null for all names */
    Names(@Nullable String globs) {
        this.pattern = globs == null
                ? null
                : Pattern.compile(
                        Arrays.stream(globs.split(",", -1)).map(Names::regex).collect(Collectors.joining("|")),
                        Pattern.DOTALL);
    }

    private static String regex(String glob) {
        if (glob.isBlank()) {
            throw new IllegalArgumentException("a name is missing");
        }
        return Arrays.stream(glob.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    /** Tells whether it leaves out nothing. */
    boolean isAll() {
        return pattern == null;
    }

    boolean match(String name) {
        return pattern == null || pattern.matcher(name).matches();
    }
}
