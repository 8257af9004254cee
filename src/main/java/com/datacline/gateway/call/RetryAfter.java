package com.datacline.gateway.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: a number of seconds or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
    private RetryAfter() {}

    /** Returns how long to wait, in whole seconds, or null if the header is not there or says something else. */
    public static @Nullable Duration of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        if (header.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            return until(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns how long it is until then, in whole seconds, at least one. */
    public static Duration until(Instant then) {
        return Duration.ofSeconds(
                Math.max(1, Duration.between(Instant.now(), then).toSeconds() + 1));
    }
}
