package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline servers test}: has a running gateway ask a server, and says what is wrong. */
@Command(
        name = "test",
        description = "Has a running gateway ask a server what it is and which tools it has.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:the server answers", "1:it does not, or the gateway does not", "2:wrong use"},
        footer = {"", "Example:", "  datacline servers test notion"})
final class ServersTest implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "A server of the registry.")
    String name = "";

    @Option(names = "--json", description = "Print the findings as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        Inspection info = Progress.during("asking " + name, () -> Inspection.info(remote, name));
        Inspection tools = info.problem() != null
                ? info
                : Progress.during("asking " + name + " for its tools", () -> Inspection.tools(remote, name));
        if (json) {
            print(info, tools);
            return tools.problem() == null ? 0 : 1;
        }
        if (info.said() != null) {
            String software = Inspection.software(info.said());
            Output.marked(
                    true,
                    "%s answers in %d ms%s%s",
                    name,
                    info.millis(),
                    software.isEmpty() ? "" : ": " + software,
                    protocol(info.said()));
        }
        if (tools.problem() != null) {
            Output.failed("%s failed after %d ms", name, tools.millis());
            boolean itself = tools.problem().text().endsWith("servers test " + name);
            throw itself ? tools.problem().butTry("datacline servers show " + name) : tools.problem();
        }
        Output.marked(true, "it lists %d tools in %d ms", size(tools.said()), tools.millis());
        return 0;
    }

    private void print(Inspection info, Inspection tools) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("server", name)
                .put("ok", tools.problem() == null)
                .put("info_ms", info.millis());
        if (info.said() != null) {
            tree.put("software", Inspection.software(info.said())).put("tools_ms", tools.millis());
        }
        if (tools.problem() == null) {
            tree.put("tools", size(tools.said()));
        } else {
            tree.put("problem", tools.problem().getMessage());
        }
        Output.json(tree);
    }

    private static String protocol(JsonNode info) {
        String version = info.path("protocolVersion").asText("");
        return version.isEmpty() ? "" : ", protocol " + version;
    }

    private static int size(@Nullable JsonNode list) {
        return list == null ? 0 : list.size();
    }
}
