package com.datacline.gateway.credentials.oauth;

import static com.datacline.gateway.GatewayUnderTest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A legacy MCP server that takes nothing without a token, and the authorization server that issues it. */
final class ProtectedServer implements AutoCloseable {
    /** Stands in every secret that it gives, so that one can be looked for. */
    static final String MARK = "s3cr3t";

    /** What is asked of the token endpoint, by grant type, and of the MCP endpoint, by method. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    volatile String issuerInAnswer = "";
    volatile String resource = "";
    volatile String refusal = "";
    volatile boolean pkce = true;
    volatile boolean issuerGone;
    volatile long lifetime = 3600;

    private final HttpServer http;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    ProtectedServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        page("/.well-known/oauth-protected-resource/mcp", this::describe);
        page("/.well-known/oauth-authorization-server", this::metadata);
        page(
                "/register",
                exchange -> send(
                        exchange, 201, object().put("client_id", "registered").put("client_secret", MARK + "-client")));
        page("/authorize", this::authorize);
        page("/token", this::token);
        page("/mcp", this::mcp);
        http.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    URI url() {
        return URI.create(issuer() + "/mcp");
    }

    /** Takes no access token that was issued so far. */
    void expireAccessTokens() {
        accessTokens.clear();
    }

    /** Takes no refresh token that was issued so far. */
    void endLogins() {
        refreshTokens.clear();
    }

    long count(String what) {
        return asked.stream().filter(what::equals).count();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void page(String path, Page page) {
        http.createContext(path, exchange -> {
            try (exchange) {
                page.answer(exchange);
            }
        });
    }

    private void describe(HttpExchange exchange) throws IOException {
        ObjectNode page = object().put("resource", resource.isEmpty() ? url().toString() : resource);
        page.putArray("authorization_servers").add(issuer());
        send(exchange, 200, page);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        ObjectNode page = object().put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("registration_endpoint", issuer() + "/register")
                .put("authorization_response_iss_parameter_supported", true);
        page.putArray("response_types_supported").add("code");
        if (pkce) {
            page.putArray("code_challenge_methods_supported").add("S256");
        }
        send(exchange, 200, page);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, List<String>> query = parameters(exchange.getRequestURI().getRawQuery());
        asked.add("authorize " + one(query, "resource"));
        String code = "code-" + MARK + "-" + numbers.incrementAndGet();
        challenges.put(code, one(query, "code_challenge"));
        String answer = one(query, "redirect_uri") + "?state=" + encoded(one(query, "state")) + "&iss="
                + encoded(issuerInAnswer.isEmpty() ? issuer() : issuerInAnswer)
                + (refusal.isEmpty() ? "&code=" + code : "&error=" + refusal);
        exchange.getResponseHeaders().set("Location", answer);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(one(form, "grant_type"));
        if (issuerGone) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        boolean right =
                switch (one(form, "grant_type")) {
                    case "authorization_code" -> proves(form);
                    case "refresh_token" -> refreshTokens.remove(one(form, "refresh_token"));
                    default -> true;
                };
        if (!right || !one(form, "resource").equals(url().toString())) {
            send(exchange, 400, object().put("error", "invalid_grant"));
            return;
        }
        int number = numbers.incrementAndGet();
        String access = "access-" + MARK + "-" + number;
        String refresh = "refresh-" + MARK + "-" + number;
        accessTokens.add(access);
        refreshTokens.add(refresh);
        send(
                exchange,
                200,
                object().put("access_token", access)
                        .put("refresh_token", refresh)
                        .put("token_type", "Bearer")
                        .put("expires_in", lifetime));
    }

    private boolean proves(Map<String, List<String>> form) {
        String challenge = challenges.remove(one(form, "code"));
        return challenge != null
                && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(one(form, "code_verifier")))
                        .getValue()
                        .equals(challenge);
    }

    private void mcp(HttpExchange exchange) throws IOException {
        JsonNode message = json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String method = message.path("method").asText();
        asked.add(method);
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!accessTokens.contains(shown.replaceFirst("^Bearer ", ""))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        if (!message.has("id")) {
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        ObjectNode answer = object().put("jsonrpc", "2.0");
        answer.set("id", message.path("id"));
        switch (method) {
            case "initialize" -> {
                String session = "session-" + numbers.incrementAndGet();
                sessions.add(session);
                exchange.getResponseHeaders().set("Mcp-Session-Id", session);
                answer.putObject("result").put("protocolVersion", "2025-11-25").putObject("capabilities");
            }
            case "tools/list" ->
                answer.putObject("result")
                        .putArray("tools")
                        .addObject()
                        .put("name", "echo")
                        .putObject("inputSchema")
                        .put("type", "object");
            case "tools/call" ->
                answer.putObject("result")
                        .putArray("content")
                        .addObject()
                        .put("type", "text")
                        .put("text", String.valueOf(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")));
            default -> answer.putObject("error").put("code", -32601).put("message", "unknown");
        }
        send(exchange, answer.has("error") ? 400 : 200, answer);
    }

    private static Map<String, List<String>> parameters(String text) {
        return URLUtils.parseParameters(text);
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).getFirst();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
}
