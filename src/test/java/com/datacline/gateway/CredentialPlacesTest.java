package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Era;
import com.datacline.gateway.fixture.Received;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method, location and format that the registry takes, at a legacy and at a modern server: what exactly arrives there
 * with each request. Each server has a secret of its own, which no other server sees.
 */
class CredentialPlacesTest {
    private static final List<String> METHODS = List.of("api_key", "bearer", "basic", "custom", "oauth2", "none");
    private static final List<String> LOCATIONS = List.of("header", "query", "body");
    private static final List<String> FORMATS = List.of("raw", "prefix", "template");

    private static final Map<Era, ScriptedServer> SERVERS = new LinkedHashMap<>();
    private static GatewayUnderTest gateway;

    /** One line of the table. */
    record Combination(Era era, String method, String location, String format) {
        String server() {
            return (era + "-" + method + "-" + location + "-" + format).toLowerCase(java.util.Locale.ROOT);
        }

        String secret() {
            return "user:s3cret&= of " + server();
        }

        String name() {
            return location.equals("header") ? (format.equals("raw") ? "X-Key" : "Authorization") : "api_key";
        }

        String variable() {
            return "SECRET_" + server().replace('-', '_');
        }

        /** What the server has to find there. */
        String expected() {
            String value = method.equals("basic")
                    ? Base64.getEncoder().encodeToString(secret().getBytes(StandardCharsets.UTF_8))
                    : secret();
            return switch (format) {
                case "raw" -> value;
                case "prefix" -> (method.equals("basic") ? "Basic " : "Bearer ") + value;
                default -> "Custom " + value + "!";
            };
        }

        String block() {
            String template = format.equals("template") ? ", template: \"Custom {credential}!\"" : "";
            return method.equals("none")
                    ? "auth: {method: none}"
                    : "auth: {method: " + method + ", location: " + location + ", name: " + name() + ", format: "
                            + format + template + ", credential_ref: \"env://" + variable() + "\"}";
        }
    }

    static Stream<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (Era era : new Era[] {Era.LEGACY, Era.MODERN}) {
            for (String method : METHODS) {
                for (String location : LOCATIONS) {
                    for (String format : FORMATS) {
                        all.add(new Combination(era, method, location, format));
                    }
                }
            }
        }
        // RFC 7617 is about a header; the registry refuses the rest (see the case files).
        return all.stream()
                .filter(one -> !one.method().equals("basic") || one.location().equals("header"));
    }

    @BeforeAll
    static void start() {
        GatewayUnderTest.Builder builder = GatewayUnderTest.with().set("gateway.catalogue.refresh", "10m");
        for (Era era : new Era[] {Era.LEGACY, Era.MODERN}) {
            SERVERS.put(era, ScriptedServer.builder().era(era).start());
        }
        combinations().forEach(one -> builder.set(one.variable(), one.secret())
                .server(
                        one.server(),
                        java.net.URI.create(SERVERS.get(one.era()).url() + "?server=" + one.server()),
                        one.block()));
        gateway = builder.start();
        combinations().forEach(one -> assertThat(gateway.post(
                                "/mcp/invoke?mcp_server=" + one.server(),
                                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}")
                        .statusCode())
                .as(one.server())
                .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.values().forEach(ScriptedServer::close);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void it_arrives_with_each_request_in_its_place_and_nowhere_else(Combination one) {
        List<Received> requests = requests(one);

        assertThat(requests).extracting(Received::rpcMethod).contains("tools/list", "tools/call");
        assertThat(requests)
                .extracting(Received::rpcMethod)
                .contains(one.era() == Era.LEGACY ? "initialize" : "server/discover");
        for (Received request : requests) {
            boolean none = one.method().equals("none");
            boolean inBody = one.location().equals("body");
            String there =
                    switch (one.location()) {
                        case "header" -> request.header(one.name()).orElse("");
                        case "query" -> query(request).getOrDefault(one.name(), "");
                        default -> request.body().path(one.name()).asText();
                    };
            // a request without a body, such as the stream of a legacy server, has no place for it
            boolean hasPlace = !inBody || request.method().equals("POST");
            assertThat(there).as("%s", request).isEqualTo(none || !hasPlace ? "" : one.expected());
            assertThat(times(request, one.secret())).isEqualTo(none || !hasPlace ? 0 : 1);
            assertThat(request.header("authorization").isPresent())
                    .isEqualTo(!none
                            && one.location().equals("header")
                            && one.name().equals("Authorization"));
            assertThat(query(request).keySet())
                    .containsExactlyElementsOf(
                            !none && one.location().equals("query") ? List.of("server", "api_key") : List.of("server"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Era.class,
            names = {"LEGACY", "MODERN"})
    void in_a_body_it_stands_beside_the_members_of_the_message_and_not_among_its_params(Era era) {
        Combination one = new Combination(era, "api_key", "body", "raw");
        List<Received> posts = requests(one).stream()
                .filter(request -> request.method().equals("POST"))
                .toList();

        assertThat(posts).isNotEmpty().allSatisfy(post -> {
            assertThat(post.body().path("jsonrpc").asText()).isEqualTo("2.0");
            assertThat(post.body().fieldNames()).toIterable().contains("api_key");
            assertThat(post.params().toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void no_server_sees_the_secret_of_another() {
        for (ScriptedServer server : SERVERS.values()) {
            for (Received request : server.requests()) {
                String own = query(request).get("server");
                List<String> seen = combinations()
                        .filter(one -> times(request, one.secret()) > 0)
                        .map(Combination::server)
                        .toList();
                assertThat(seen).as("%s", request).isSubsetOf(own);
            }
        }
        assertThat(combinations().toList()).hasSize(96);
    }

    private static List<Received> requests(Combination one) {
        return SERVERS.get(one.era()).requests().stream()
                .filter(request -> one.server().equals(query(request).get("server")))
                .toList();
    }

    /** How many times a secret stands in a request, in whatever writing. */
    private static int times(Received request, String secret) {
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        List<String> places = new ArrayList<>(request.headers().values());
        places.add(URLDecoder.decode(request.path(), StandardCharsets.UTF_8));
        JsonNode body = request.body();
        places.add(body.isMissingNode() ? "" : body.toString());
        return (int) places.stream()
                .filter(text -> Stream.of(secret, encoded).anyMatch(form -> ends(text, form)))
                .count();
    }

    /** One server's name may begin another's, so whatever follows must not be a letter. */
    private static boolean ends(String text, String secret) {
        int at = text.indexOf(secret);
        int after = at + secret.length();
        return at >= 0 && (after == text.length() || !Character.isLetterOrDigit(text.charAt(after)));
    }

    private static Map<String, String> query(Received request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = request.path().replaceFirst("^[^?]*\\??", "");
        for (String parameter : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
