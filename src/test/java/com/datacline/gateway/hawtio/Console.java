package com.datacline.gateway.hawtio;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/** The management port, as a browser or a script uses it. */
final class Console {
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TokenIssuer issuer;

    Console(GatewayUnderTest gateway, TokenIssuer issuer) {
        this.port = gateway.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
        this.issuer = issuer;
    }

    static GatewayUnderTest.Builder gateway(TokenIssuer issuer) {
        return GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.refusals-per-minute", "100000")
                .set("management.server.port", "0");
    }

    RawHttp.Answer get(String path, String... roles) {
        return send("GET", path, "", roles);
    }

    /** Returns what Jolokia says to a request. */
    JsonNode jolokia(String request, String... roles) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/jolokia"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", bearer(List.of(roles)))
                .POST(HttpRequest.BodyPublishers.ofString(request));
        try {
            HttpResponse<String> answer = client.send(http.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return GatewayUnderTest.json(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns what Jolokia says to the execution of an operation. */
    JsonNode exec(String bean, String operation, String... roles) {
        return jolokia("{\"type\":\"exec\",\"mbean\":" + quoted(bean) + ",\"operation\":\"" + operation + "\"}", roles);
    }

    static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    /** @param roles those of the caller's token, or none for no token */
    RawHttp.Answer send(String method, String path, String body, String... roles) {
        String authorization = roles.length == 0 ? "" : "Authorization: " + bearer(List.of(roles)) + "\r\n";
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return RawHttp.send(
                port,
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization
                        + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    String bearer(List<String> roles) {
        try {
            return "Bearer "
                    + issuer.token(claims -> claims.issuer(issuer.issuer())
                            .audience("http://localhost:8000/mcp")
                            .subject("123")
                            .claim("preferred_username", "olga")
                            .claim("realm_access", Map.of("roles", roles))
                            .expirationTime(Date.from(Instant.now().plusSeconds(300))));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
