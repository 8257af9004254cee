package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline connect}: makes an MCP client know the gateway. */
@Command(
        name = "connect",
        description = {
            "Prints what an MCP client needs to know of the gateway, or writes it into the client's own file.",
            "Everything else in the file stays as it is; the file before is kept beside it as .bak."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  datacline connect claude",
            "  datacline connect vscode --write",
            "  datacline connect claude-desktop --write --url https://gateway.example.com"
        })
final class Connect implements Callable<Integer> {
    @Mixin
    GatewayOption gateway = new GatewayOption();

    @Parameters(paramLabel = "CLIENT", description = "One of ${COMPLETION-CANDIDATES}.")
    ClientKind client = ClientKind.CLAUDE;

    @Option(
            names = "--name",
            defaultValue = "gateway",
            description = "The gateway's name there (default: ${DEFAULT-VALUE}).")
    String name = "gateway";

    @Option(names = "--write", description = "Write it into the client's file.")
    boolean write;

    @Option(names = "--file", description = "Another file than the client's usual one.")
    @Nullable
    Path file;

    @Option(names = "--force", description = "Replace an entry of this name that says something else.")
    boolean force;

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw Complaint.usage("not a name for a server: " + name, "--name gateway");
        }
        URI address = gateway.address();
        ObjectNode entry = client.entry(address, OwnCommand.words());
        Path place = file == null ? client.file() : file;
        if (write) {
            write(place, entry);
            return 0;
        }
        if (client == ClientKind.CLAUDE && file == null) {
            Output.line("# for you, in all projects:");
            Output.line("claude mcp add --transport http --scope user %s %s/mcp", name, address);
            Output.line("# or for everybody, in the project's .mcp.json (--write puts it there):");
        } else {
            Output.line("# in %s (--write puts it there):", place);
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putObject(client.section()).set(name, entry);
        Output.json(whole);
        return 0;
    }

    private void write(Path place, ObjectNode entry) {
        String before = read(place);
        try {
            ClientFile known = ClientFile.of(before);
            JsonNode old = known.entry(client.section(), name);
            if (entry.equals(old)) {
                Output.line("%s knows the gateway already.", place);
                return;
            }
            if (old != null && !force) {
                throw Complaint.failure(
                        place + " has another " + name + " already",
                        "datacline connect " + client + " --write --name ANOTHER, or --force");
            }
            replace(place, known.with(client.section(), name, entry));
        } catch (IOException e) {
            throw Complaint.failure(
                    place + " cannot be used, and was left as it is: " + message(e), "datacline connect " + client);
        }
        Output.line("%s knows the gateway as %s now.", place, name);
    }

    private static void replace(Path place, String text) throws IOException {
        // What a link leads to is replaced, not the link.
        Path real = Files.exists(place) ? place.toRealPath() : place.toAbsolutePath();
        Files.createDirectories(real.getParent());
        if (Files.exists(real)) {
            Files.copy(
                    real,
                    real.resolveSibling(real.getFileName() + ".bak"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path next = real.resolveSibling(real.getFileName() + ".next");
        if (Files.exists(real)) {
            Files.copy(real, next, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(next, text);
        Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String read(Path place) {
        try {
            return Files.readString(place);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw Complaint.failure(place + " cannot be read: " + e.getMessage(), "ls -l " + place);
        }
    }

    private static String message(IOException e) {
        if (e instanceof com.fasterxml.jackson.core.JsonProcessingException json) {
            var where = json.getLocation();
            return json.getOriginalMessage() + (where == null ? "" : " (line " + where.getLineNr() + ")");
        }
        return String.valueOf(e.getMessage());
    }

    /** How another program starts this one. */
    static final class OwnCommand {
        private OwnCommand() {}

        /** Returns the words of the command, the first of which is an absolute path. */
        static List<String> words() {
            String script = System.getProperty("datacline.command");
            if (script != null && !script.isBlank()) {
                return List.of(script);
            }
            String program =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = System.getProperty("java.class.path", "");
            return classes.endsWith(".jar") && !classes.contains(File.pathSeparator)
                    ? List.of(program, "-jar", Path.of(classes).toAbsolutePath().toString())
                    : List.of("datacline");
        }
    }
}
