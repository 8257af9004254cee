package com.datacline.gateway.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An authorization server that exchanges tokens (RFC 8693) for whom it knows. */
final class ExchangingIssuer implements AutoCloseable {
    /** Every request of the token endpoint. */
    final List<Map<String, List<String>>> asked = new CopyOnWriteArrayList<>();

    final Set<String> refused = ConcurrentHashMap.newKeySet();
    volatile long lifetime = 300;
    volatile boolean clientCredentials = true;
    volatile boolean echo;

    private final HttpServer http;
    private final AtomicInteger numbers = new AtomicInteger();

    ExchangingIssuer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/.well-known/oauth-authorization-server", exchange -> {
            try (exchange) {
                ObjectNode page = object().put("issuer", issuer()).put("token_endpoint", issuer() + "/token");
                page.putArray("response_types_supported").add("code");
                send(exchange, 200, page);
            }
        });
        http.createContext("/token", exchange -> {
            try (exchange) {
                token(exchange);
            }
        });
        http.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    long exchanges() {
        return asked.stream()
                .filter(form -> grant(form).endsWith("token-exchange"))
                .count();
    }

    private static String grant(Map<String, List<String>> form) {
        return form.get("grant_type").getFirst();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(form);
        String subject = "client";
        if (!grant(form).equals("client_credentials")) {
            subject = subject(form.get("subject_token").getFirst());
            if (refused.contains(subject)) {
                send(
                        exchange,
                        403,
                        object().put("error", "access_denied").put("error_description", "not for " + subject));
                return;
            }
        } else if (!clientCredentials) {
            send(exchange, 400, object().put("error", "unauthorized_client"));
            return;
        }
        try {
            // long enough for parallel calls to meet
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String token = echo ? form.get("subject_token").getFirst() : "for-" + subject + "-" + numbers.incrementAndGet();
        send(
                exchange,
                200,
                object().put("access_token", token)
                        .put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .put("token_type", "Bearer")
                        .put("expires_in", lifetime));
    }

    private static String subject(String token) {
        try {
            return JWTParser.parse(token).getJWTClaimsSet().getSubject();
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
