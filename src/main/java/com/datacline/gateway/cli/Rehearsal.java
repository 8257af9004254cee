package com.datacline.gateway.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Does what commands do, so that the JDK sees which classes they need and keeps them ready: {@code bin/prepare} runs it once.
 * The gateway is one that says nothing new.
 */
public final class Rehearsal {
    private static final String ANSWER = """
            {"tools":[{"name":"echo","description":"Says it again.","inputSchema":{"type":"object"}}],
             "servers":[{"name":"one","url":"http://127.0.0.1/mcp","tags":["x"],"enabled":true,"calls":{"mean_ms":1.5}}],
             "records":[],"success":true,"result":{"x":[1,2.5,true,null]}}""";

    private Rehearsal() {}

    /** Runs some commands, and prints nothing. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        try {
            run("--help");
            run("--version");
            run("tools", "list", "--help");
            run("tools", "list", "--url", url);
            run("tools", "list", "--url", url, "--json");
            run("tools", "call", "one", "echo", "--arg", "a=b", "--arg", "c:=1", "--url", url);
            run("audit", "query", "--url", url);
            run("servers", "list", "--url", url);
            run("whoami", "--url", url);
            run("connect", "vscode");
            run("no-such-command");
        } finally {
            server.stop(0);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void run(String... arguments) {
        Datacline.commands(arguments).execute(arguments);
    }
}
