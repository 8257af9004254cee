package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline resources read}: prints a resource, or writes it to a file. */
@Command(
        name = "read",
        description = "Prints a resource that is text, or writes any resource to a file.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline resources read file:///readme.md --server files"})
final class ResourcesRead implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "URI", description = "The URI as 'resources list' shows it.")
    String uri = "";

    @Option(names = "--server", paramLabel = "SERVER", description = "The server whose own URI it is.")
    @Nullable
    String server;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there, and not to the terminal.")
    @Nullable
    Path file;

    @Option(names = "--json", description = "Print the gateway's whole answer as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        JsonNode answer = server == null
                ? remote.get("/resources/read", Map.of("uri", uri))
                : remote.get("/mcp/read-resource", Map.of("mcp_server", server, "uri", uri));
        if (json) {
            Output.json(answer);
        } else if (file != null) {
            write(answer.path("contents"), file);
        } else {
            answer.path("contents").forEach(this::show);
        }
        return 0;
    }

    private void show(JsonNode content) {
        if (content.has("blob")) {
            throw Complaint.failure(
                    "it is no text but %d bytes of %s"
                            .formatted(
                                    bytes(content).length,
                                    content.path("mimeType").asText("an unknown type")),
                    "datacline resources read " + uri + " --out FILE");
        }
        Output.text(content.path("text").asText());
    }

    private static void write(JsonNode contents, Path file) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        contents.forEach(content -> whole.writeBytes(bytes(content)));
        try {
            Files.write(file, whole.toByteArray());
        } catch (IOException e) {
            throw Complaint.failure(file + " cannot be written", "ls -ld " + file);
        }
        Output.line("%d bytes written to %s", whole.size(), file);
    }

    private static byte[] bytes(JsonNode content) {
        try {
            return content.has("blob")
                    ? Base64.getDecoder().decode(content.path("blob").asText())
                    : content.path("text").asText().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Complaint.failure("the server sent something else than Base64", null);
        }
    }
}
