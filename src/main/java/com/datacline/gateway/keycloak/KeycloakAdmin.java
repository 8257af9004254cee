package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keycloak's administration API, as the administrator of the realm {@code master} may use it. */
public final class KeycloakAdmin implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    /** To import a realm takes a minute where a machine is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** A token of {@code admin-cli} is good for a minute. */
    private static final long RENEW_AFTER_NANOS = Duration.ofSeconds(30).toNanos();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String user;
    private final String password;
    private String token = "";
    private long since;

    /** @param base Keycloak's address, such as {@code http://localhost:8080} */
    public KeycloakAdmin(String base, String user, String password) {
        this.base = base.replaceAll("/+$", "");
        this.user = user;
        this.password = password;
    }

    /** Returns what is at a path below {@code /admin/realms}, or a missing node if there is nothing. */
    JsonNode get(String path) {
        return send("GET", path, null, true);
    }

    /** Makes something new. */
    void post(String path, JsonNode body) {
        send("POST", path, body, false);
    }

    /** Changes something that is there. */
    void put(String path, JsonNode body) {
        send("PUT", path, body, false);
    }

    /** Takes something away that may be there. */
    void delete(String path) {
        send("DELETE", path, null, true);
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body, boolean mayMiss) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() == 404 && mayMiss) {
            return JSON.missingNode();
        }
        if (answer.statusCode() / 100 != 2) {
            throw new KeycloakProblem("Keycloak refused " + method + " /admin/realms" + path + " with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isBlank() ? JSON.missingNode() : json(answer.body());
    }

    private String token() {
        if (token.isEmpty() || System.nanoTime() - since > RENEW_AFTER_NANOS) {
            String form = "grant_type=password&client_id=admin-cli&username=" + segment(user) + "&password="
                    + segment(password);
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form)));
            if (answer.statusCode() != 200) {
                throw new KeycloakProblem(
                        "Keycloak at " + base + " does not let the administrator \"" + user
                                + "\" in (" + answer.statusCode()
                                + "). Set KC_BOOTSTRAP_ADMIN_USERNAME and KC_BOOTSTRAP_ADMIN_PASSWORD to what it was started with.");
            }
            token = json(answer.body()).path("access_token").asText();
            since = System.nanoTime();
        }
        return token;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new KeycloakProblem("no Keycloak answers at " + base + " (" + why + ")", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeycloakProblem("interrupted");
        }
    }

    private JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new KeycloakProblem("what answers at " + base + " is no Keycloak");
        } catch (IOException e) {
            throw new IllegalStateException("a text that cannot be read", e);
        }
    }
}
