package com.datacline.gateway.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A proxy that gives each request to the next node, whoever sends it; a node that takes no connection is passed over, and one
 * that breaks off is a 502. Nothing is buffered.
 */
public final class RoundRobin implements AutoCloseable {
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "host", "upgrade", "expect", "transfer-encoding", "http2-settings");

    private final HttpServer server;
    private final List<Supplier<URI>> nodes;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RoundRobin(HttpServer server, List<Supplier<URI>> nodes) {
        this.server = server;
        this.nodes = nodes;
    }

    /** Starts one; each supplier gives the address of a node without a path. */
    public static RoundRobin over(List<Supplier<URI>> nodes) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        RoundRobin proxy = new RoundRobin(server, List.copyOf(nodes));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", proxy::pass);
        server.start();
        return proxy;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            HttpResponse<InputStream> answer = null;
            // each node once, whatever others are given meanwhile
            int first = next.getAndIncrement();
            for (int tried = 0; answer == null && tried < nodes.size(); tried++) {
                try {
                    answer = client.send(
                            request(exchange, body, first + tried), HttpResponse.BodyHandlers.ofInputStream());
                } catch (ConnectException e) {
                    answer = null;
                }
            }
            if (answer == null) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            answer.headers().map().forEach((name, values) -> {
                if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            boolean empty = answer.statusCode() == 204 || answer.statusCode() == 202;
            try (InputStream in = answer.body()) {
                exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
                if (!empty) {
                    copy(in, exchange.getResponseBody());
                }
            }
        } catch (IOException e) {
            if (exchange.getResponseCode() < 0) {
                byte[] why = e.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(502, why.length);
                exchange.getResponseBody().write(why);
            } else {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body, int turn) {
        URI node = nodes.get(Math.floorMod(turn, nodes.size())).get();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(node + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
        out.close();
    }
}
