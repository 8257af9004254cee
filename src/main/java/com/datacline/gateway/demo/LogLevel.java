package com.datacline.gateway.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How loud a log line is; on the wire in lower case. */
enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LogLevel> named(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(LogLevel::wire).collect(Collectors.joining(", "));
    }
}
