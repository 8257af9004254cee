package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline tools call}: calls one tool of one server. */
@Command(
        name = "call",
        description = "Calls one tool of one server and prints what it says.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools call notion search --arg query=roadmap --arg limit:=10"})
final class ToolsCall implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(index = "0", paramLabel = "SERVER", description = "A server of the registry.")
    String server = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool's name at the server.")
    String tool = "";

    @Mixin
    ToolArguments arguments = new ToolArguments();

    @Option(names = "--json", description = "Print the gateway's whole answer as JSON.")
    boolean json;

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("tool_name", tool);
        body.set("parameters", arguments.read());
        Map<String, String> query =
                json ? Map.of("mcp_server", server) : Map.of("mcp_server", server, "result", "payload");
        Remote remote = options.remote();
        JsonNode answer;
        try {
            answer =
                    Progress.during("calling " + tool + " on " + server, () -> remote.post("/mcp/invoke", query, body));
        } catch (Complaint e) {
            throw e.about(server);
        }
        boolean success = answer.path("success").asBoolean();
        if (json) {
            Output.json(answer);
        } else if (success) {
            show(answer.path("result"));
        }
        if (!success && !json) {
            throw Complaint.failure(
                    Output.safe("the tool failed: " + answer.path("error").asText()), "datacline tools list " + server);
        }
        return success ? 0 : 1;
    }

    private static void show(JsonNode result) {
        if (result.isTextual()) {
            Output.text(result.asText());
        } else {
            Output.json(result);
        }
    }

    /** The arguments of a tool: one by one, or as one JSON object. */
    static final class ToolArguments {
        @Option(
                names = "--arg",
                paramLabel = "KEY=TEXT|KEY:=JSON",
                description = "One argument: KEY=TEXT for a text, KEY:=JSON for a number, a list, true ...")
        List<String> each = List.of();

        @Option(
                names = "--args",
                paramLabel = "JSON",
                description = "All arguments as a JSON object; --arg adds to it.")
        String all = "{}";

        /** Returns the arguments as one object. */
        ObjectNode read() {
            if (!(Json.read("--args", all) instanceof ObjectNode object)) {
                throw Complaint.usage("--args is not a JSON object: " + all, "--args '{\"query\":\"roadmap\"}'");
            }
            for (String one : each) {
                int at = one.indexOf('=');
                if (at < 1 || at == 1 && one.startsWith(":")) {
                    throw Complaint.usage("--arg " + one + " is no KEY=TEXT and no KEY:=JSON", "--arg query=roadmap");
                }
                String value = one.substring(at + 1);
                if (one.charAt(at - 1) == ':') {
                    object.set(one.substring(0, at - 1), Json.read("--arg " + one, value));
                } else {
                    object.put(one.substring(0, at), value);
                }
            }
            return object;
        }
    }
}
