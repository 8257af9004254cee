package com.datacline.gateway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code datacline stdio}: the gateway as an MCP server that is a program. */
@Command(
        name = "stdio",
        description = {
            "Is an MCP server over standard input and output, for clients that only start programs, and passes everything on"
                    + " to the gateway.",
            "It asks with the login of `datacline login`, or with DATACLINE_TOKEN or --token-file."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline stdio --url https://gateway.example.com"})
final class Stdio implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Override
    public Integer call() {
        if (options.tokenSource != null && options.tokenSource.stdin) {
            throw Complaint.usage("standard input is for messages here", "datacline stdio --token-file FILE");
        }
        URI gateway = options.gateway.address();
        PrintStream out = System.out;
        AtomicBoolean ended = new AtomicBoolean();
        // Standard output belongs to the protocol: whatever else is printed would break it.
        System.setOut(System.err);
        BridgeWire wire = new BridgeWire(gateway, () -> options.token(gateway));
        try (Bridge bridge = new Bridge(gateway, wire, new BridgeOutput(out));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            // A client that ends the program rather than its input has its session ended too.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (ended.compareAndSet(false, true)) {
                    bridge.close();
                }
            }));
            bridge.run(in);
            return 0;
        } catch (IOException e) {
            throw Complaint.failure("standard input cannot be read: " + e.getMessage(), null);
        } finally {
            ended.set(true);
            System.setOut(out);
        }
    }
}
