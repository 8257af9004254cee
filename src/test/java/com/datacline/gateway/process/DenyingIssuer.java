package com.datacline.gateway.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An authorization server that knows no client, and remembers all that it was told. */
final class DenyingIssuer implements AutoCloseable {
    private final HttpServer http;
    private final List<String> told = new CopyOnWriteArrayList<>();

    private DenyingIssuer(HttpServer http) {
        this.http = http;
    }

    static DenyingIssuer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        DenyingIssuer issuer = new DenyingIssuer(http);
        String base = issuer.address();
        http.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            issuer.told.add(exchange.getRequestHeaders().values() + asked);
            String metadata = "{\"issuer\":\"" + base + "\",\"token_endpoint\":\"" + base
                    + "/token\",\"authorization_endpoint\":\"" + base
                    + "/authorize\",\"response_types_supported\":[\"code\"],"
                    + "\"grant_types_supported\":[\"client_credentials\"]}";
            boolean known = path.equals("/.well-known/oauth-authorization-server");
            byte[] answer = (known ? metadata : "{\"error\":\"invalid_client\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : path.equals("/token") ? 400 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
        return issuer;
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Returns headers and bodies of all requests. */
    String told() {
        return String.join("\n", told);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
