package com.datacline.gateway.cli;

import com.datacline.gateway.policy.PolicyAnswer;
import com.datacline.gateway.policy.PolicyQuery;
import com.datacline.gateway.policy.PolicyUnderCheck;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline policy explain}: names what decides about a call. Its exit code is 0 whatever that is. */
@Command(
        name = "explain",
        description = "Says whether a policy allows a call, and which rule, role or default decides.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 for an explanation, whatever it says; 1 if the policy cannot be used.",
            "",
            "Example:",
            "  datacline policy explain ana notion delete_page --roles editor --args '{\"id\":7}'"
        })
final class PolicyExplain implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "USER", description = "The user's or client's name.")
    String user = "";

    @Parameters(index = "1", paramLabel = "SERVER", description = "The server's name in the registry.")
    String server = "";

    @Parameters(
            index = "2",
            paramLabel = "TOOL",
            description = "The tool's name at the server; or resource:URI, or prompt:NAME.")
    String tool = "";

    @Option(names = "--args", paramLabel = "JSON", description = "The arguments (default: none).")
    @Nullable
    String arguments;

    @Option(names = "--roles", split = ",", description = "Roles of the user's token.")
    Set<String> roles = Set.of();

    @Option(names = "--groups", split = ",", description = "Groups of the user's token, such as /admins.")
    Set<String> groups = Set.of();

    @Option(names = "--scopes", split = ",", description = "Scopes of the user's token.")
    Set<String> scopes = Set.of();

    @Option(names = "--client", description = "The OAuth client that the user uses.")
    String client = "";

    @Option(names = "--annotations", paramLabel = "JSON", description = "The tool's annotations (default: none).")
    String annotations = "{}";

    @Option(names = "--tags", split = ",", description = "The server's tags.")
    List<String> tags = List.of();

    @Option(names = "--at", paramLabel = "TIME", description = "When, such as 2026-11-27T12:00:00Z (default: now).")
    @Nullable
    String at;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy (default: the variable POLICY_FILE, or policy.yaml).")
    @Nullable
    Path file;

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    @Override
    public Integer call() {
        PolicyQuery query = query();
        PolicyUnderCheck policy = PolicyCheck.read(PolicyCheck.place(file));
        PolicyAnswer answer = policy.answer(query);
        boolean depends = !answer.allowed()
                && arguments == null
                && policy.answer(query.withAnyArguments()).allowed();
        if (json) {
            ObjectNode tree = JsonNodeFactory.instance
                    .objectNode()
                    .put("allowed", answer.allowed())
                    .put("because", answer.because())
                    .put("file", answer.file());
            tree.put("line", answer.line() == 0 ? null : Integer.valueOf(answer.line()));
            Output.json(tree.put("depends_on_arguments", depends));
        } else {
            Output.line("%s", answer.words());
            if (depends) {
                Output.line("%s", "without arguments, that is; with others it may be allowed: add --args JSON");
            }
        }
        return 0;
    }

    private PolicyQuery query() {
        boolean resource = tool.startsWith("resource:");
        boolean prompt = tool.startsWith("prompt:");
        return new PolicyQuery(
                new Caller(user, user, client, roles, groups, scopes, null),
                resource ? "read_resource" : prompt ? "get_prompt" : "invoke_tool",
                server,
                resource || prompt ? tool.substring(tool.indexOf(':') + 1) : tool,
                arguments == null ? JsonNodeFactory.instance.objectNode() : Json.read("--args", arguments),
                Json.read("--annotations", annotations),
                tags,
                time());
    }

    private Instant time() {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw Complaint.usage("--at " + at + " is no time", "--at 2026-11-27T12:00:00Z");
        }
    }
}
