package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline prompts get}: fills in a prompt and prints its messages. */
@Command(
        name = "get",
        description = "Fills in a prompt and prints its messages.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline prompts get notion__summary --arg page=roadmap"})
final class PromptsGet implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "PROMPT", description = "The prompt as 'prompts list' shows it.")
    String name = "";

    @Option(names = "--server", paramLabel = "SERVER", description = "The server whose own name it is.")
    @Nullable
    String server;

    @Option(names = "--arg", paramLabel = "KEY=TEXT", description = "One argument.")
    Map<String, String> arguments = Map.of();

    @Option(names = "--json", description = "Print the gateway's whole answer as JSON.")
    boolean json;

    @Override
    public Integer call() {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        arguments.forEach(given::put);
        Map<String, String> query = new TreeMap<>(Map.of("name", name, "arguments", given.toString()));
        if (server != null) {
            query.put("mcp_server", server);
        }
        JsonNode answer = options.remote().get(server == null ? "/prompts/get" : "/mcp/get-prompt", query);
        if (json) {
            Output.json(answer);
            return 0;
        }
        for (JsonNode message : answer.path("messages")) {
            JsonNode content = message.path("content");
            Output.line("[%s]", message.path("role").asText());
            Output.text(content.has("text") ? content.path("text").asText() : Output.pretty(content));
        }
        return 0;
    }

    /** Returns the names of a prompt's arguments; those that it can do without are in brackets. */
    static String arguments(JsonNode prompt) {
        return prompt.path("arguments")
                .valueStream()
                .map(argument -> argument.path("required").asBoolean(false)
                        ? argument.path("name").asText()
                        : "[" + argument.path("name").asText() + "]")
                .collect(Collectors.joining(" "));
    }
}
