package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The arguments of a tool as one JSON object, on the command line or in a file. */
final class JsonParameters {
    @ArgGroup
    @Nullable
    Source source;

    /** One of the two. */
    static final class Source {
        @Option(
                names = {"--params", "-p"},
                paramLabel = "JSON",
                description = "The arguments as a JSON object (default: none).")
        @Nullable
        String text;

        @Option(names = "--params-file", paramLabel = "FILE", description = "A file with them; - is standard input.")
        @Nullable
        Path file;
    }

    /** @throws Complaint if they are no JSON object */
    ObjectNode read() {
        if (source == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        String option = source.file == null ? "--params" : "--params-file " + source.file;
        try {
            String text = source.file == null ? String.valueOf(source.text) : text(source.file);
            if (Json.read(option, text) instanceof ObjectNode object) {
                return object;
            }
            throw Complaint.usage(option + ": not a JSON object", "--params '{\"key\": \"value\"}'");
        } catch (Complaint e) {
            Output.failed("Invalid JSON in parameters");
            throw e;
        } catch (IOException e) {
            throw Complaint.failure(option + " cannot be read", "ls -l " + source.file);
        }
    }

    private static String text(Path file) throws IOException {
        return file.toString().equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(file);
    }
}
