package com.datacline.gateway.credentials.vault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in Vault's KV store, version 2: {@code vault://mount/path?v=3#field}.
 *
 * @param mount where the store is mounted
 * @param path the secret's path in it
 * @param version the version, or null for the newest
 * @param field the field of the secret, or null for the only one, else the one named {@code value}
 */
record VaultReference(
        String mount,
        String path,
        @Nullable Integer version,
        @Nullable String field) {
    private static final Pattern FORM = Pattern.compile("vault://([^/?#]+)/([^?#]+)(?:\\?([^#]*))?(?:#(.+))?");
    private static final Pattern VERSION = Pattern.compile("(?:^|&)v=(\\d{1,9})(?:&|$)");
    private static final Pattern FIELD = Pattern.compile("(?:^|&)field=([^&]+)");

    /** @throws IllegalArgumentException if the text is no such place */
    static VaultReference read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not of the form vault://MOUNT/PATH?v=VERSION#FIELD");
        }
        String query = form.group(3) == null ? "" : form.group(3);
        String version = found(VERSION, query);
        return new VaultReference(
                form.group(1),
                form.group(2),
                version == null ? null : Integer.valueOf(version),
                form.group(4) != null ? form.group(4) : found(FIELD, query));
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Returns the place as it stands in messages. */
    @Override
    public String toString() {
        return "vault://" + mount + "/" + path + (version == null ? "" : "?v=" + version)
                + (field == null ? "" : "#" + field);
    }
}
