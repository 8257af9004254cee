package com.datacline.gateway.routes;

/**
 * Something that keeps a set of routes from being used.
 *
 * @param file the file relative to the folder of routes, or empty where the whole folder is meant
 * @param line the line, counted from 1, or 0 where the whole file is meant
 * @param reason what is wrong there
 */
public record RouteFault(String file, int line, String reason) {

    /** Returns {@code file:line reason}, such as {@code 30-call.camel.yaml:12 no route begins with direct:x}. */
    public String describe() {
        return file.isEmpty() ? reason : file + (line > 0 ? ":" + line : "") + " " + reason;
    }
}
