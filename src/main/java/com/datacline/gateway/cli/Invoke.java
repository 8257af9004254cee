package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline invoke}: calls one tool of one server, with its arguments as JSON. */
@Command(
        name = "invoke",
        description = "Calls one tool of one server; see also: datacline tools call.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:the tool succeeded", "1:it failed, or was not called", "2:wrong use, such as bad JSON"},
        footer = {"", "Example:", "  datacline invoke notion search --params '{\"query\": \"roadmap\"}'"})
final class Invoke implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(index = "0", paramLabel = "SERVER", description = "A server of the registry.")
    String server = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool's name at the server.")
    String tool = "";

    @Mixin
    JsonParameters parameters = new JsonParameters();

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("tool_name", tool);
        body.set("parameters", parameters.read());
        Remote remote = options.remote();
        JsonNode answer;
        try {
            answer = Progress.during(
                    "calling " + tool + " on " + server,
                    () -> remote.post("/mcp/invoke", Map.of("mcp_server", server, "result", "payload"), body));
        } catch (Complaint e) {
            Output.failed("Tool execution failed");
            throw e.about(server);
        }
        if (!answer.path("success").asBoolean()) {
            Output.failed("Tool execution failed");
            System.err.println("Error: " + Output.safe(answer.path("error").asText()));
            System.err.println("  try: datacline tools show " + server + " " + tool);
            return 1;
        }
        Output.marked(true, "Tool '%s' executed successfully on '%s'", tool, server);
        Output.line("Execution time: %sms", answer.path("execution_time_ms").asText());
        Output.line("");
        Output.line("Result:");
        Output.json(answer.path("result"));
        return 0;
    }
}
