package com.datacline.gateway.cli;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.State;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the browser comes back to with what the issuer said (RFC 8252, section 7.3): a port of this machine's loopback that is
 * open for one login. What does not bring the state of this login is not listened to.
 */
final class BrowserReturn implements AutoCloseable {
    private static final String PATH = "/callback";

    private final HttpServer server;
    private final State state;
    private final CompletableFuture<AuthorizationResponse> arrived = new CompletableFuture<>();

    private BrowserReturn(HttpServer server, State state) {
        this.server = server;
        this.state = state;
    }

    static BrowserReturn awaiting(State state) {
        try {
            // An address, not a name: what localhost is, is decided elsewhere (RFC 8252, section 8.3).
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            BrowserReturn self = new BrowserReturn(HttpServer.create(new InetSocketAddress(loopback, 0), 0), state);
            self.server.createContext("/", self::answer);
            self.server.start();
            return self;
        } catch (IOException e) {
            throw Complaint.failure(
                    "no port can be opened for the browser to come back to: " + e.getMessage(),
                    "datacline login --device");
        }
    }

    /** Returns its address. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    /** Waits for the browser. */
    AuthorizationResponse await(Duration patience) {
        try {
            return arrived.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Complaint.failure(
                    "nobody logged in within " + patience.toMinutes() + " minutes", "datacline login --device");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Complaint.failure("interrupted", "datacline login");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            if (!exchange.getRequestMethod().equals("GET") || !PATH.equals(asked.getPath())) {
                say(exchange, 404, "There is nothing here.");
                return;
            }
            AuthorizationResponse response = AuthorizationResponse.parse(asked);
            if (!state.equals(response.getState())) {
                say(exchange, 400, "This is not the login that was begun.");
                return;
            }
            boolean good = response.indicatesSuccess();
            say(
                    exchange,
                    200,
                    (good ? "You are logged in." : "The login failed.")
                            + " You can close this window and go back to the terminal.");
            arrived.complete(response);
        } catch (ParseException e) {
            say(exchange, 400, "This is no answer of an issuer.");
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] page = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>datacline</title><p>" + text)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }
}
