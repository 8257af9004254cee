package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline servers show}: all that is known of a server. */
@Command(
        name = "show",
        description = "Shows a server: its entry, what it says of itself, and its tools.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline servers show notion"})
final class ServersShow implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "NAME", description = "A server of the registry.")
    String name = "";

    @Option(names = "--json", description = "Print all of it as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        JsonNode server = Reported.server(remote, name);
        Inspection info = Progress.during("asking " + name, () -> Inspection.info(remote, name));
        Inspection tools = info.problem() == null ? Inspection.tools(remote, name) : info;
        if (json) {
            Output.json(tree(server, info, tools));
            return 0;
        }
        facts(server);
        if (info.said() != null) {
            said(info.said());
        }
        if (tools.problem() != null) {
            Output.marked(false, "%s", tools.problem().text());
        } else if (tools.said() != null) {
            Output.line("");
            ToolsList.table(tools.said()).print();
        }
        return 0;
    }

    private static void facts(JsonNode server) {
        fact("name", server.path("name").asText());
        fact("status", Reported.status(server));
        fact("url", server.path("url").asText());
        fact("type", server.path("type").asText());
        fact("description", server.path("description").asText());
        fact("tags", Reported.tags(server));
        fact("breaker", server.path("breaker").asText("") + settings(server.path("circuit_breaker")));
        fact("bulkhead", room(server.path("bulkhead")));
        fact("retry", settings(server.path("retry")).replaceFirst("^, ", ""));
        JsonNode calls = server.path("calls");
        if (calls.isObject()) {
            fact(
                    "calls",
                    "%s, %s failed, %s now, %s ms on average"
                            .formatted(
                                    calls.path("count").asText(),
                                    calls.path("failed").asText(),
                                    calls.path("in_flight").asText(),
                                    Reported.mean(server)));
        }
    }

    /** Returns {@code , key value} for each setting. */
    private static String settings(JsonNode given) {
        StringBuilder text = new StringBuilder();
        given.properties().forEach(setting -> text.append(", ")
                .append(setting.getKey().replace('_', ' '))
                .append(' ')
                .append(setting.getValue().asText()));
        return text.toString();
    }

    private static String room(JsonNode bulkhead) {
        return bulkhead.isObject()
                ? "%s of %s calls at once, one more waits %s s"
                        .formatted(
                                bulkhead.path("in_flight").asText(),
                                bulkhead.path("concurrent").asText(),
                                bulkhead.path("wait").asText())
                : "";
    }

    private static void said(JsonNode info) {
        fact("software", Inspection.software(info));
        fact("protocol", info.path("protocolVersion").asText(""));
        fact(
                "offers",
                String.join(
                        ", ",
                        info.path("capabilities").properties().stream()
                                .map(Map.Entry::getKey)
                                .toList()));
        fact("instructions", Output.firstLine(info.path("instructions").asText("")));
    }

    private static void fact(String name, String value) {
        if (!value.isBlank()) {
            System.out.println(Prose.fit(Output.safe("%-13s %s".formatted(name, value)), 14));
        }
    }

    private static JsonNode tree(JsonNode server, Inspection info, Inspection tools) {
        ObjectNode tree = server.deepCopy();
        if (info.said() != null) {
            tree.set("info", info.said());
        }
        if (tools.problem() == null) {
            tree.set("tools", tools.said());
        } else {
            tree.put("problem", tools.problem().getMessage());
        }
        return tree;
    }
}
