package com.datacline.gateway.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One log cluster as an MCP server, speaking both eras at {@code /mcp}; its tools can be looked at with {@code GET /tools} too. On
 * loopback unless told otherwise.
 */
public final class DemoServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DemoServer.class.getName());
    private static final int LARGEST_BODY = 1 << 20;

    static {
        // Without it, answers wait 40 ms for the client's delayed ACK. Read once, when the first server is created.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final LogCluster cluster;
    private final DemoProtocol protocol;
    private final boolean loopback;
    private final HttpServer http;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private DemoServer(LogCluster cluster, HttpServer http, boolean loopback) {
        this.loopback = loopback;
        this.cluster = cluster;
        this.protocol = new DemoProtocol(cluster);
        this.http = http;
    }

    static DemoServer start(LogCluster cluster, int port) {
        return start(cluster, "127.0.0.1", port);
    }

    /**
     * Starts the cluster of events alone, for who wants one server to try things on.
     *
     * @param host the address to listen on; on others than loopback it answers to whatever name it is called by
     * @param port 0 for any free port
     * @throws DemoPortTaken when it cannot listen there
     */
    public static DemoServer start(String host, int port) {
        return start(EventLogs.all(), host, port);
    }

    private static DemoServer start(LogCluster cluster, String host, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getByName(host), port);
            var server = new DemoServer(
                    cluster, HttpServer.create(address, 0), address.getAddress().isLoopbackAddress());
            server.http.setExecutor(server.executor);
            server.http.createContext("/", server::handle);
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new DemoPortTaken(cluster.name(), host, port, e);
        }
    }

    /** The name to register it under, like {@code elk-events}. */
    public String name() {
        return cluster.name();
    }

    /** What it holds, in a few words. */
    public String title() {
        return cluster.title();
    }

    /** Where it listens. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Its MCP endpoint. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/mcp");
    }

    @Override
    public void close() {
        http.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            DemoReply reply;
            try {
                reply = reply(exchange);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "demo server " + name() + " failed", e);
                reply = DemoReply.error(500, null, RpcError.INTERNAL_ERROR, "internal error, see the server's log");
            }
            send(exchange, reply);
        }
    }

    private DemoReply reply(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        // Beyond loopback it has names that it does not know; web pages of other sites are kept out all the same.
        if (!LoopbackOnly.allows(loopback ? headers.getFirst("Host") : null, headers.getFirst("Origin"))) {
            return DemoReply.empty(403);
        }
        if (exchange.getRequestURI().getPath().equals("/tools")
                && exchange.getRequestMethod().equals("GET")) {
            return protocol.tools();
        }
        if (!exchange.getRequestURI().getPath().equals("/mcp")) {
            return DemoReply.empty(404);
        }
        return switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange);
            case "DELETE" -> protocol.delete(headers.getFirst("Mcp-Session-Id"));
            default -> DemoReply.empty(405).with("Allow", "POST");
        };
    }

    private DemoReply post(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return DemoReply.error(413, null, RpcError.INVALID_REQUEST, "the body is larger than 1 MiB");
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return protocol.post(headers, body);
    }

    private static void send(HttpExchange exchange, DemoReply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        if (reply.body() == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        var bytes = Json.bytes(reply.body());
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
