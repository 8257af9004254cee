package com.datacline.gateway.cli;

import com.datacline.gateway.registry.McpServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline servers add}: writes what is said of a server into the registry, and no more. */
@Command(
        name = "add",
        description = {
            "Adds a server to the registry, whose comments and order stay. No gateway is needed.",
            "A server is a URL, a program (--stdio) or a REST API (--openapi)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  datacline servers add notion https://mcp.example.com/mcp --bearer env://KEY",
            "  datacline servers add files --stdio \"npx -y server-filesystem /srv\""
        })
final class ServersAdd implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The server's name.")
    String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "URL", description = "Its endpoint, used as it is.")
    @Nullable
    String url;

    @Option(
            names = "--stdio",
            paramLabel = "COMMAND",
            description = "The program with its arguments, parted by blanks.")
    @Nullable
    String program;

    @Option(names = "--openapi", paramLabel = "DOCUMENT", description = "The REST API's document: a URL or a file.")
    @Nullable
    String document;

    @Option(names = "--bearer", paramLabel = "REF", description = "A bearer token, kept in env://NAME or the like.")
    @Nullable
    String bearer;

    @Option(
            names = "--api-key",
            paramLabel = "HEADER=REF",
            description = "A key in a header, such as X-API-Key=env://NAME.")
    @Nullable
    String apiKey;

    @Option(names = "--tools", split = ",", paramLabel = "TOOL", description = "The tools to expose (default: all).")
    List<String> tools = List.of();

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    AuthOptions auth = new AuthOptions();

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Override
    public Integer call() {
        Map<String, Object> entry = address();
        server.write(entry);
        if (!tools.isEmpty()) {
            entry.put("tools", ServerOptions.clean(tools));
        }
        shorthand();
        auth.write(entry);
        McpServer written = Registration.write(
                registry, name, entry, server.force, "datacline servers add " + name + " ... --force");
        Output.marked(true, "server %s added", name);
        Registration.show(written, registry);
        return 0;
    }

    private Map<String, Object> address() {
        boolean nowhere = url == null && program == null && document == null;
        if (nowhere || program != null && (url != null || document != null)) {
            throw Complaint.usage(
                    "say where the server is: by a URL, --stdio or --openapi",
                    "datacline servers add " + name + " http://localhost:3000/mcp");
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        if (url != null) {
            entry.put("url", url);
        }
        if (program != null) {
            List<String> words = List.of(program.strip().split("\\s+"));
            entry.put("type", "stdio");
            entry.put("command", words.getFirst());
            entry.put("args", words.subList(1, words.size()));
        }
        if (document != null) {
            entry.put("type", "openapi");
            entry.put("openapi", document);
        }
        return entry;
    }

    private void shorthand() {
        if (bearer != null) {
            auth.method = "bearer";
            auth.reference = bearer;
        }
        if (apiKey != null) {
            int at = apiKey.indexOf('=');
            if (at < 1) {
                throw Complaint.usage("--api-key " + apiKey + " is no HEADER=REF", "--api-key X-API-Key=env://NAME");
            }
            auth.method = "api_key";
            auth.name = apiKey.substring(0, at);
            auth.format = "raw";
            auth.reference = apiKey.substring(at + 1);
        }
    }
}
