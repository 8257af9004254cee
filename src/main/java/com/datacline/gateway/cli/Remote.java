package com.datacline.gateway.cli;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway, asked over its REST surface. Every failure is a {@link Complaint}.
 *
 * @param address where it is, without a slash at the end
 * @param token what shows who asks, or null
 */
record Remote(URI address, @Nullable String token) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Returns the answer to a GET request. */
    JsonNode get(String path, Map<String, String> query) {
        return send(request(path, query).GET());
    }

    /** Returns the answer to a GET request, or nothing if there is no such thing or it is not for this caller. */
    Optional<JsonNode> find(String path) {
        HttpResponse<byte[]> response = exchange(request(path, Map.of()).GET());
        return response.statusCode() == 403 || response.statusCode() == 404
                ? Optional.empty()
                : Optional.of(answer(response.statusCode(), response.body()));
    }

    /** Returns all items of a list that comes in pages. */
    ArrayNode all(String path, String items) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        String cursor = "";
        do {
            JsonNode page = get(path, cursor.isEmpty() ? Map.of() : Map.of("cursor", cursor));
            page.path(items).forEach(all::add);
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty());
        return all;
    }

    /** Returns the answer to a POST request. */
    JsonNode post(String path, Map<String, String> query, JsonNode body) {
        return send(request(path, query)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(WireJson.bytes(body))));
    }

    /** Opens a stream of events. */
    RemoteStream stream(String path, Map<String, String> query) throws IOException {
        HttpClient client = Web.client();
        boolean open = false;
        try {
            HttpResponse<InputStream> response = client.send(
                    request(path, query)
                            .header("Accept", "text/event-stream")
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                answer(response.statusCode(), response.body().readAllBytes());
            }
            open = true;
            return new RemoteStream(client, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Complaint.failure("interrupted", null);
        } finally {
            if (!open) {
                client.shutdownNow();
            }
        }
    }

    /** Returns a text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String questions = query.entrySet().stream()
                .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                .collect(Collectors.joining("&"));
        URI target = URI.create(address + path + (questions.isEmpty() ? "" : "?" + questions));
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(PATIENCE);
        return token == null ? request : authorized(request, token);
    }

    static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        try {
            return request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            // The message of the cause shows the token.
            throw Complaint.failure("the token holds characters that no token has", null);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(request);
        return answer(response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Complaint.failure("interrupted", null);
        }
    }

    /** Returns what is to be said where nobody answers. */
    Complaint unreachable(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Complaint.failure("no gateway answers at " + address + " (" + why + ")", "datacline serve");
    }

    private JsonNode answer(int status, byte[] body) {
        JsonNode json = read(status, body);
        if (status / 100 == 2) {
            return json;
        }
        String detail = json.path("detail").asText("the gateway answered with status " + status);
        String code = json.path("code").asText("");
        throw Complaint.failure(detail + (code.isEmpty() ? "" : " (" + code + ")"), next(status, code));
    }

    private JsonNode read(int status, byte[] body) {
        try {
            return WireJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw Complaint.failure("what answers at " + address + " is no gateway (status " + status + ")", null);
        } catch (IOException e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }

    private @Nullable String next(int status, String code) {
        return switch (code) {
            case "unauthenticated" -> Complaints.login(address);
            case "unknown_server", "no_servers" -> "datacline servers list";
            case "server_disabled" -> "datacline servers enable SERVER";
            case "unknown_tool" -> "datacline tools list SERVER";
            case "unknown_resource", "ambiguous_resource" -> "datacline resources list";
            case "unknown_prompt" -> "datacline prompts list";
            case "circuit_open",
                    "server_busy",
                    "upstream_unreachable",
                    "upstream_timeout",
                    "upstream_error",
                    "credential_unavailable" -> "datacline servers test SERVER";
            case "denied" -> "datacline policy explain USER SERVER TOOL";
            case "tool_quarantined" -> "datacline tools quarantine";
            case "invalid_arguments" -> "datacline tools list SERVER --json";
            default -> status == 401 ? Complaints.login(address) : null;
        };
    }
}
