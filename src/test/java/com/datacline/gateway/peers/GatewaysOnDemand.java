package com.datacline.gateway.peers;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a gateway to whoever posts the address of a server to put behind it, and ends it when it is deleted: the suite's servers
 * live only as long as a scenario, and wait at its end for their connections to close.
 */
final class GatewaysOnDemand implements AutoCloseable {
    private final Map<String, GatewayUnderTest> running = new ConcurrentHashMap<>();
    private final Starter starter;
    private final HttpServer http;

    /** Starts the gateway for what was posted. */
    interface Starter {
        GatewayUnderTest start(JsonNode wanted) throws IOException;
    }

    /** Puts the posted server into the registry and nothing else. */
    GatewaysOnDemand() throws IOException {
        this(wanted -> GatewayUnderTest.with()
                .server("suite", URI.create(wanted.path("server").asText()), "prefix: \"\"")
                .start());
    }

    GatewaysOnDemand(Starter starter) throws IOException {
        this.starter = starter;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                switch (exchange.getRequestMethod()) {
                    case "POST" -> start(exchange);
                    case "DELETE" -> end(exchange);
                    default -> exchange.sendResponseHeaders(405, -1);
                }
            }
        });
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        http.stop(0);
        running.values().forEach(GatewayUnderTest::close);
    }

    private void start(HttpExchange exchange) throws IOException {
        JsonNode wanted =
                GatewayUnderTest.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        GatewayUnderTest gateway = starter.start(wanted);
        String id = UUID.randomUUID().toString();
        running.put(id, gateway);
        byte[] answer =
                ("{\"id\":\"" + id + "\",\"url\":\"" + gateway.url("/mcp") + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private void end(HttpExchange exchange) throws IOException {
        GatewayUnderTest gateway =
                running.remove(exchange.getRequestURI().getPath().substring(1));
        if (gateway != null) {
            gateway.close();
        }
        exchange.sendResponseHeaders(gateway == null ? 404 : 204, -1);
    }
}
