package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline tools find}: the tools that fit what somebody wants to do. */
@Command(
        name = "find",
        description = "Finds tools by what they are for, the best first.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools find open tickets --tag support"})
final class ToolsFind implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "What the tool is for.")
    List<String> words = List.of();

    @Option(names = "--server", paramLabel = "SERVER", description = "Only tools of this server.")
    @Nullable
    String server;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only tools with this tag.")
    @Nullable
    String tag;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 50 (default: 10).")
    int limit = 10;

    @Option(names = "--read-only", description = "Only tools that say that they change nothing.")
    boolean readOnly;

    @Option(names = "--json", description = "Print the tools as JSON, with their schemas.")
    boolean json;

    @Override
    public Integer call() {
        ObjectNode wanted = JsonNodeFactory.instance
                .objectNode()
                .put("query", String.join(" ", words))
                .put("limit", limit)
                .put("read_only", readOnly);
        if (server != null) {
            wanted.put("server", server);
        }
        if (tag != null) {
            wanted.put("tag", tag);
        }
        JsonNode tools = options.remote().post("/tools/find", Map.of(), wanted).path("tools");
        if (json) {
            Output.json(tools);
        } else {
            ToolsList.table(tools).print();
        }
        return 0;
    }
}
