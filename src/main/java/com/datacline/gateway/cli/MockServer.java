package com.datacline.gateway.cli;

import com.datacline.gateway.demo.DemoPortTaken;
import com.datacline.gateway.demo.DemoServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code datacline mock-server}: one demo server by itself, for a gateway that runs elsewhere. */
@Command(
        name = "mock-server",
        description = "Starts an MCP server to try a gateway on: searches of made-up logs. Ctrl-C ends it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline mock-server --port 3000"})
final class MockServer implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "3000", description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}). Whoever reaches it may call it.")
    String host = "127.0.0.1";

    @Override
    public Integer call() {
        DemoServer server;
        try {
            server = DemoServer.start(host, port);
        } catch (DemoPortTaken e) {
            throw Complaint.failure(String.valueOf(e.getMessage()), "datacline mock-server --port " + (port + 1));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Output.line(
                "The mock server listens on %s:%d: its endpoint is /mcp, and /tools shows its tools.",
                host, server.port());
        return 0;
    }
}
