package com.datacline.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running gateway: where it is, and who asks. */
final class RemoteOptions {
    /** How {@link #source()} names a kept login. */
    static final String LOGIN = "login";

    @Mixin
    GatewayOption gateway = new GatewayOption();

    @ArgGroup
    @Nullable
    TokenSource tokenSource;

    /** What was read already: standard input is there once. */
    private @Nullable String given;

    /** A token is not an option's value where it can be helped: every user of the machine sees the arguments of a process. */
    static final class TokenSource {
        @Option(
                names = "--token-file",
                description =
                        "File whose first line is the token (default: DATACLINE_TOKEN, or that of `datacline login`).")
        @Nullable
        Path file;

        @Option(names = "--token-stdin", description = "Read the token from standard input.")
        boolean stdin;

        @Option(names = "--token", hidden = true)
        @Nullable
        String value;
    }

    /** Returns the gateway that is meant, and who asks it. */
    Remote remote() {
        URI address = gateway.address();
        return new Remote(address, token(address));
    }

    /** Returns where the token comes from, in a word or two for people. */
    String source() {
        TokenSource source = tokenSource;
        if (source == null) {
            return Settings.of("DATACLINE_TOKEN") == null ? LOGIN : "DATACLINE_TOKEN";
        }
        return source.value != null ? "--token" : source.stdin ? "standard input" : "a file";
    }

    /** Returns the token as it is now: that of a kept login is renewed when it has ended. */
    @Nullable
    String token(URI address) {
        TokenSource source = tokenSource;
        if (source == null) {
            String variable = Settings.of("DATACLINE_TOKEN");
            return variable != null ? variable : kept(address);
        }
        // A file may get another token while the command runs.
        if (given == null || source.file != null) {
            given = read(source);
        }
        return given;
    }

    private static String read(TokenSource source) {
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

    private static @Nullable String kept(URI address) {
        Optional<KeptLogin> login =
                KeptLogins.ofUser().usable(address, ended -> LoginTokens.renew(ended, Complaints.login(address)));
        return login.map(KeptLogin::accessToken).orElse(null);
    }

    private static BufferedReader reader(TokenSource source) throws IOException {
        return source.file == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(source.file);
    }
}
