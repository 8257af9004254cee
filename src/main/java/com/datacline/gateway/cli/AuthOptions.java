package com.datacline.gateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The credential of a new server. */
final class AuthOptions {
    @Option(
            names = "--auth-method",
            paramLabel = "METHOD",
            description = "api_key, bearer, basic, oauth2, custom or none.")
    @Nullable
    String method;

    @Option(names = "--auth-location", paramLabel = "PLACE", description = "header (default), query or body.")
    @Nullable
    String location;

    @Option(
            names = "--auth-name",
            paramLabel = "NAME",
            description = "Header, query parameter or member that carries it (default: Authorization).")
    @Nullable
    String name;

    @Option(names = "--auth-format", paramLabel = "FORM", description = "raw, prefix (default) or template.")
    @Nullable
    String format;

    @Option(names = "--auth-prefix", paramLabel = "TEXT", description = "What stands before it (default: \"Bearer \").")
    @Nullable
    String prefix;

    @Option(names = "--auth-template", paramLabel = "TEXT", description = "A text with {credential} in it.")
    @Nullable
    String template;

    @Option(
            names = "--credential-ref",
            paramLabel = "REF",
            description = "Where it is kept: env://NAME, file:///PATH or vault://MOUNT/PATH.")
    @Nullable
    String reference;

    @Option(
            names = "--credential-value",
            paramLabel = "SECRET",
            description =
                    "The credential itself; it is seen by others here and in the file, so prefer --credential-ref.")
    @Nullable
    String value;

    /** Writes what was said as the entry's block {@code auth}. */
    void write(Map<String, Object> entry) {
        Map<String, Object> auth = new LinkedHashMap<>();
        put(auth, "method", method);
        put(auth, "location", location);
        put(auth, "name", name);
        put(auth, "format", format);
        put(auth, "prefix", prefix);
        put(auth, "template", template);
        put(auth, "credential_ref", reference);
        put(auth, "credential_value", value);
        if ("template".equals(format) && template == null) {
            throw Complaint.usage(
                    "--auth-template is required when using template format",
                    "--auth-template \"CustomToken {credential}\"");
        }
        if (value != null) {
            System.err.println("warning: other users of this machine can see a credential on the command line, and it"
                    + " stands in the registry now; use --credential-ref");
        }
        if (!auth.isEmpty()) {
            entry.put("auth", auth);
        }
    }

    private static void put(Map<String, Object> auth, String key, @Nullable String value) {
        if (value != null) {
            auth.put(key, value);
        }
    }
}
