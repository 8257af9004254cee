package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline tools approve}: trusts quarantined tools as they are now, and shows what that is. */
@Command(
        name = "approve",
        description = "Trusts a quarantined tool as it is now, and shows what has changed. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline tools approve notion search"})
final class ToolsApprove implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(index = "0", paramLabel = "SERVER", description = "A server of the registry.")
    String server = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TOOL", description = "The tool's name at the server.")
    @Nullable
    String tool;

    @Option(names = "--all", description = "Approve all quarantined tools of the server.")
    boolean all;

    @Override
    public Integer call() {
        if ((tool == null) != all) {
            throw Complaint.usage("name a tool, or say --all", "datacline tools approve " + server + " TOOL");
        }
        Remote remote = options.remote();
        List<JsonNode> chosen = remote.get("/mcp/quarantine", Map.of())
                .path("tools")
                .valueStream()
                .filter(entry -> entry.path("mcp_server").asText().equals(server))
                .filter(entry -> all || entry.path("tool_name").asText().equals(tool))
                .toList();
        if (chosen.isEmpty()) {
            throw Complaint.failure(
                    "no such tool of server " + server + " is quarantined", "datacline tools quarantine");
        }
        chosen.forEach(entry -> approve(remote, entry));
        return 0;
    }

    /** What is approved is what is shown, even if the tool changes once more in between. */
    private void approve(Remote remote, JsonNode entry) {
        String name = entry.path("tool_name").asText();
        ToolsQuarantine.show(entry);
        remote.post(
                "/mcp/server/" + Remote.segment(server) + "/tools/" + Remote.segment(name) + "/approve",
                Map.of(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sha256", entry.path("found_sha256").asText()));
        Output.line("approved %s %s", server, name);
    }
}
