package com.datacline.gateway.door;

import java.util.List;

/** Severities of log messages (2025-11-25, utilities, logging; RFC 5424). */
final class LogLevel {
    private static final List<String> ASCENDING =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private LogLevel() {}

    static boolean isOne(String level) {
        return ASCENDING.contains(level);
    }

    /** Tells whether a message of a level is severe enough; one of no known level is. */
    static boolean passes(String level, String least) {
        int of = ASCENDING.indexOf(level);
        return of < 0 || of >= ASCENDING.indexOf(least);
    }
}
