package com.datacline.gateway.credentials.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands in for Vault, which cannot be had here: paths, headers and JSON are those of the documentation of its KV secrets
 * engine, version 2 (HTTP API, read secret version).
 */
public final class VaultStandIn implements AutoCloseable {
    public static final String TOKEN = "hvs.t0ken-of-the-gateway";

    /** Path and query of each request. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<String> namespaces = new CopyOnWriteArrayList<>();
    public volatile String token = TOKEN;
    volatile int broken;

    private final HttpServer http;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    public VaultStandIn() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        http.start();
    }

    /** Returns what {@code VAULT_ADDR} is. */
    public String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Keeps a secret; {@code data} is JSON. */
    public void put(String pathAndQuery, String data) {
        answers.put(
                pathAndQuery,
                "{\"request_id\":\"1\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"data\":"
                        + data
                        + ",\"metadata\":{\"created_time\":\"2026-11-22T02:24:06.945319214Z\",\"custom_metadata\":null,"
                        + "\"deletion_time\":\"\",\"destroyed\":false,\"version\":2}},\"wrap_info\":null}");
    }

    /** Has a secret of which this version was deleted. */
    void delete(String pathAndQuery) {
        answers.put(
                pathAndQuery,
                "404{\"data\":{\"data\":null,\"metadata\":{\"created_time\":\"2026-11-22T02:24:06.945319214Z\","
                        + "\"custom_metadata\":null,\"deletion_time\":\"2026-11-22T02:36:43.986212308Z\","
                        + "\"destroyed\":false,\"version\":2}}}");
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String wanted = exchange.getRequestURI().toString();
        asked.add(wanted);
        namespaces.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Namespace")));
        String answer = answers.getOrDefault(wanted, "404{\"errors\":[]}");
        if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            answer = "403{\"errors\":[\"permission denied\"]}";
        }
        if (broken > 0) {
            answer = broken + "{\"errors\":[\"Vault is sealed\"]}";
        }
        int status = answer.startsWith("{") ? 200 : Integer.parseInt(answer.substring(0, 3));
        byte[] body = answer.substring(answer.indexOf('{')).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
