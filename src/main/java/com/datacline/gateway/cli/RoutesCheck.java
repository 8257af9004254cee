package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline routes check}: says whether a gateway would take a folder of routes. */
@Command(
        name = "check",
        description = "Says whether a gateway would take a folder of routes, or names all faults with their lines.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing is started and no server is asked. The registry and the policy are read too, if there are any.",
            "Exit code: 0 if all can be used; 1 if not; 2 for a wrong use.",
            "",
            "Example:",
            "  datacline routes check routes --registry mcp_servers.yaml"
        })
final class RoutesCheck implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of routes (default: the variable ROUTES_DIR, or routes).")
    @Nullable
    Path folder;

    @Option(
            names = "--registry",
            paramLabel = "FILE",
            description =
                    "The registry (default: the variable MCP_SERVERS_CONFIG, or mcp_servers.yaml if it is there).")
    @Nullable
    Path registry;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy (default: the variable POLICY_FILE, or policy.yaml if it is there).")
    @Nullable
    Path policy;

    @Option(names = "--json", description = "Print what is found as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Path routes = folder(folder);
        RoutesUnderCheck.Verdict verdict = new RoutesUnderCheck(
                        routes,
                        file(registry, "MCP_SERVERS_CONFIG", "mcp_servers.yaml"),
                        file(policy, "POLICY_FILE", "policy.yaml"))
                .judge();
        if (json) {
            Output.json(tree(verdict));
        } else {
            verdict.faults().forEach(fault -> Output.line("%s", fault.describe()));
            verdict.warnings().forEach(warning -> Output.line("warning: %s", warning.describe()));
            if (verdict.faults().isEmpty()) {
                Output.line("%s is sound: %d routes", routes, verdict.routes());
            }
        }
        return verdict.faults().isEmpty() ? 0 : 1;
    }

    /** @throws Complaint if it is no folder */
    static Path folder(@Nullable Path given) {
        Path folder = given == null ? Path.of(Settings.of("ROUTES_DIR", "routes")) : given;
        if (!Files.isDirectory(folder)) {
            throw Complaint.usage(folder + " is no folder", "datacline routes check DIR");
        }
        return folder;
    }

    /** A file that nobody has named need not be there. */
    private static @Nullable Path file(@Nullable Path given, String variable, String usual) {
        if (given != null) {
            return given;
        }
        String named = Settings.of(variable);
        Path file = Path.of(named == null ? usual : named);
        return named == null && !Files.exists(file) ? null : file;
    }

    private static ObjectNode tree(RoutesUnderCheck.Verdict verdict) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("sound", verdict.faults().isEmpty())
                .put("routes", verdict.routes());
        ArrayNode faults = tree.putArray("faults");
        verdict.faults().forEach(fault -> RoutesUnderCheck.describe(fault, faults.addObject()));
        ArrayNode warnings = tree.putArray("warnings");
        verdict.warnings().forEach(fault -> RoutesUnderCheck.describe(fault, warnings.addObject()));
        return tree;
    }
}
