package com.datacline.gateway.routes;

/**
 * Something wrong with a set of routes.
 *
 * @param file the file below the folder of routes, or empty where it is about the whole set
 * @param line the line, counted from 1, or 0 where the whole file is meant
 * @param reason what is wrong
 */
public record RouteFault(String file, int line, String reason) {

    /** Returns {@code file:line reason}, as far as there is a file and a line. */
    public String describe() {
        return file.isEmpty() ? reason : file + (line > 0 ? ":" + line : "") + " " + reason;
    }
}
