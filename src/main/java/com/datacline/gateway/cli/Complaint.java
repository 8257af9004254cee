package com.datacline.gateway.cli;

import org.jspecify.annotations.Nullable;

/** Why a command failed, in words for the terminal, and what to type next. */
final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final @Nullable String next;

    private Complaint(int exitCode, String message, @Nullable String next) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.next = next;
    }

    /**
     * Something did not work: exit code 1.
     *
     * @param next the command to type next, or null
     */
    static Complaint failure(String message, @Nullable String next) {
        return new Complaint(1, message, next);
    }

    /** The command was used wrongly: exit code 2. */
    static Complaint usage(String message, @Nullable String next) {
        return new Complaint(2, message, next);
    }

    /** Returns the same, with the server's name where what to type next says SERVER. */
    Complaint about(String server) {
        return new Complaint(
                exitCode, String.valueOf(getMessage()), next == null ? null : next.replace("SERVER", server));
    }

    /** Returns the same, with something else to type next. */
    Complaint butTry(String other) {
        return new Complaint(exitCode, String.valueOf(getMessage()), other);
    }

    int exitCode() {
        return exitCode;
    }

    /** Returns the command to type next, or an empty text. */
    String next() {
        return next == null ? "" : next;
    }

    /** Returns what is printed where the command ends. */
    String error() {
        return Prose.fit("error: " + getMessage(), 2) + (next == null ? "" : "\n  try: " + next);
    }

    /** Returns what is printed. */
    String text() {
        return getMessage() + (next == null ? "" : "\n  try: " + next);
    }
}
