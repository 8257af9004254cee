package com.datacline.gateway.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's open stream of events on a socket of its own, as cheap as can be: it counts what comes and keeps nothing. */
final class OpenStream implements AutoCloseable {
    private static final int SMALL = 4096;

    private final Socket socket = new Socket();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger updates = new AtomicInteger();

    private volatile boolean refused;

    private OpenStream() {}

    /** Opens the stream of a legacy session. */
    static OpenStream ofSession(URI mcp, String session) {
        return send(mcp, SMALL * 16, get(mcp, session)).heard();
    }

    /** Opens the stream of a legacy session and never reads a byte of it. */
    static OpenStream unread(URI mcp, String session) {
        return send(mcp, SMALL, get(mcp, session));
    }

    /** Listens as a modern client does; {@code notifications} is what it wants to hear, as JSON. */
    static OpenStream listening(URI mcp, String notifications) {
        return send(mcp, SMALL * 16, listen(mcp, notifications)).heard();
    }

    /** Listens as a modern client does and never reads a byte. */
    static OpenStream unreadListening(URI mcp, String notifications) {
        return send(mcp, SMALL, listen(mcp, notifications));
    }

    /** Returns how often it has heard that the tools have changed. */
    int changes() {
        return changes.get();
    }

    /** Returns how often it has heard that a resource has changed. */
    int updates() {
        return updates.get();
    }

    /** Tells whether there was no room for it. */
    boolean refused() {
        return refused;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenStream send(URI mcp, int receiveBuffer, String request) {
        OpenStream stream = new OpenStream();
        try {
            stream.socket.setReceiveBufferSize(receiveBuffer);
            stream.socket.connect(new InetSocketAddress(mcp.getHost(), mcp.getPort()));
            stream.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenStream heard() {
        Thread.ofVirtual().start(this::read);
        return this;
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), SMALL)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("HTTP/1.1 503")) {
                    refused = true;
                } else if (line.contains("tools/list_changed")) {
                    changes.incrementAndGet();
                } else if (line.contains("resources/updated")) {
                    updates.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // It was closed; what was heard until then counts.
        }
    }

    private static String get(URI mcp, String session) {
        return head(mcp, "GET") + "Accept: text/event-stream\r\nMcp-Session-Id: " + session + "\r\n\r\n";
    }

    private static String listen(URI mcp, String notifications) {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":%s,\
                "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(notifications);
        return head(mcp, "POST") + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String head(URI mcp, String method) {
        return method + " " + mcp.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1:" + mcp.getPort() + "\r\n";
    }
}
