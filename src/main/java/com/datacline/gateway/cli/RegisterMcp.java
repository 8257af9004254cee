package com.datacline.gateway.cli;

import com.datacline.gateway.registry.McpServer;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline register-mcp}: writes a server into the registry, with its type, time-out and state. */
@Command(
        name = "register-mcp",
        description = {
            "Adds an MCP server to the registry, whose comments and order stay.",
            "No gateway is needed; see also: datacline servers add."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example:", "  datacline register-mcp dev-server http://localhost:3000 --tags dev"})
final class RegisterMcp implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The server's name.")
    String name = "";

    @Parameters(index = "1", paramLabel = "URL", description = "Its endpoint, used as it is.")
    String url = "";

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    AuthOptions auth = new AuthOptions();

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Override
    public Integer call() {
        Map<String, Object> entry = ServerOptions.entry("url", url);
        entry.put("type", "http");
        entry.put("timeout", 60);
        entry.put("enabled", true);
        server.write(entry);
        auth.write(entry);
        McpServer written = Registration.write(
                registry, name, entry, server.force, "datacline register-mcp " + name + " " + url + " --force");
        Output.marked(true, "MCP server '%s' registered successfully", name);
        Registration.show(written, registry);
        return 0;
    }
}
