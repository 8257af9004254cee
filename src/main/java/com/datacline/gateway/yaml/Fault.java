package com.datacline.gateway.yaml;

/**
 * Something wrong in a configuration file.
 *
 * @param line the line, counted from 1
 * @param key the path of the key, such as {@code servers.notion.timeout}
 * @param reason what is wrong with it
 */
public record Fault(int line, String key, String reason) {

    /** Returns {@code file:line key: reason}, or without the key where the whole file is meant. */
    public String describe(String file) {
        return file + ":" + line + (key.isEmpty() ? " " : " " + key + ": ") + reason;
    }
}
