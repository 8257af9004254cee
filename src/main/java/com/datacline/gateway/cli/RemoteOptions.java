package com.datacline.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running gateway: where it is, and who asks. */
final class RemoteOptions {

    @Option(
            names = {"--url", "--api-url"},
            paramLabel = "URL",
            description = "Address of the gateway (default: DATACLINE_URL, or http://localhost:8000).")
    @Nullable
    String url;

    @ArgGroup
    @Nullable
    TokenSource tokenSource;

    /** A token is not an option's value where it can be helped: every user of the machine sees the arguments of a process. */
    static final class TokenSource {
        @Option(names = "--token-file", description = "File whose first line is the token (default: DATACLINE_TOKEN).")
        @Nullable
        Path file;

        @Option(names = "--token-stdin", description = "Read the token from standard input.")
        boolean stdin;

        @Option(names = "--token", hidden = true)
        @Nullable
        String value;
    }

    /** Returns the gateway that is meant. */
    Remote remote() {
        String address = url == null ? Settings.of("DATACLINE_URL", "http://localhost:8000") : url;
        String plain = address.replaceAll("/+$", "");
        if (!plain.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
            throw Complaint.usage("not the address of a gateway: " + address, "--url http://localhost:8000");
        }
        try {
            return new Remote(URI.create(plain), token());
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not the address of a gateway: " + address, "--url http://localhost:8000");
        }
    }

    private @Nullable String token() {
        TokenSource source = tokenSource;
        if (source == null) {
            return Settings.of("DATACLINE_TOKEN");
        }
        if (source.value != null) {
            System.err.println("warning: other users of this machine can see a token on the command line;"
                    + " use DATACLINE_TOKEN, --token-file or --token-stdin");
            return source.value.strip();
        }
        String from = source.stdin ? "standard input" : String.valueOf(source.file);
        try (BufferedReader reader = reader(source)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw Complaint.failure("there is no token in the first line of " + from, null);
            }
            return line.strip();
        } catch (IOException e) {
            throw Complaint.failure("the token cannot be read from " + from, "ls -l " + from);
        }
    }

    private static BufferedReader reader(TokenSource source) throws IOException {
        return source.file == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(source.file);
    }
}
