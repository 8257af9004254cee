package com.datacline.gateway.peers;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A real Keycloak with the realm of {@code keycloak/realm.json}, started by {@code keycloak/run} once for all tests of this JVM
 * and ended with it. What it prints is in {@code target/peers}.
 */
public final class KeycloakUnderTest {
    /** The audience of its tokens, whatever the port of a gateway under test is: its {@code MCP_RESOURCE_SERVER_URL}. */
    public static final String RESOURCE = "http://localhost:8000/mcp";

    public static final String REALM = "mcp-gateway";

    private static final Duration TO_START = Duration.ofSeconds(240);
    private static final Path LOG = NodeProcess.LOGS.resolve("keycloak.log");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    private KeycloakUnderTest(String base) {
        this.base = base;
    }

    private static final class Shared {
        static final KeycloakUnderTest ONE = start();
    }

    /** Returns the one of this JVM, which is started by whoever asks first. */
    public static KeycloakUnderTest shared() {
        return Shared.ONE;
    }

    /** Returns its address, the gateway's {@code KEYCLOAK_URL}. */
    public String base() {
        return base;
    }

    /** Returns the issuer of its tokens, which is also the address of the realm. */
    public String issuer() {
        return base + "/realms/" + REALM;
    }

    /** Returns an access token for a user of the realm, by the password grant of {@code mcp-gateway-client}. */
    public String token(String user, String password, String... scopes) {
        return granted(ask(
                "",
                with(
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "mcp-gateway-client",
                                "username",
                                user,
                                "password",
                                password),
                        scopes)));
    }

    /** Returns an access token for a client of the realm in its own name. */
    public String clientToken(String id, String secret, String... scopes) {
        return granted(ask(basic(id, secret), with(Map.of("grant_type", "client_credentials"), scopes)));
    }

    /** Asks the token endpoint, as the gateway does that exchanges a token, and returns whatever it answers. */
    public JsonNode ask(String authorization, Map<String, String> form) {
        return post(issuer() + "/protocol/openid-connect/token", authorization, form);
    }

    /** Registers a client as anybody can (RFC 7591), and returns whatever is answered. */
    public JsonNode register(String metadata) {
        return GatewayUnderTest.json(
                send(HttpRequest.newBuilder(URI.create(issuer() + "/clients-registrations/openid-connect"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(metadata)))
                        .body());
    }

    /** Returns the value of an {@code Authorization} header for a confidential client. */
    public static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what a token says. */
    public static JsonNode claims(String token) {
        return GatewayUnderTest.json(
                new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    /** Lets every scope of the gateway name one more address as the audience: that of a gateway which clients really call. */
    public void issuesTokensFor(String resource) {
        for (JsonNode scope :
                GatewayUnderTest.json(administer("GET", "/client-scopes", "").body())) {
            String name = scope.path("name").asText();
            if (name.startsWith("mcp")) {
                administer(
                        "POST",
                        "/client-scopes/" + scope.path("id").asText() + "/protocol-mappers/models",
                        """
                        {"name": "%1$s", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                         "config": {"included.custom.audience": "%1$s", "access.token.claim": "true"}}""".formatted(resource));
            }
        }
    }

    /** Lets the operator page of a gateway that browsers find there log its users in. */
    public void servesConsoleAt(String origin) {
        changeClient("gateway-console", client -> {
            client.putArray("redirectUris").add(origin + "/console/*");
            client.putArray("webOrigins").add(origin);
        });
    }

    /** Changes a client of the realm, as the administration API shows it. */
    public void changeClient(String id, Consumer<ObjectNode> change) {
        ObjectNode client = (ObjectNode) GatewayUnderTest.json(
                        administer("GET", "/clients?clientId=" + id, "").body())
                .get(0);
        change.accept(client);
        administer("PUT", "/clients/" + client.path("id").asText(), client.toString());
    }

    /**
     * Changes or adds something in the realm, by Keycloak's administration API.
     *
     * @param path below the realm, such as {@code /clients}
     * @return the answer, which is a good one
     */
    public HttpResponse<String> administer(String method, String path, String body) {
        String token = granted(post(
                base + "/realms/master/protocol/openid-connect/token",
                "",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", "admin")));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + "/admin/realms/" + REALM + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static KeycloakUnderTest start() {
        int port = FreePort.next();
        try {
            Files.createDirectories(LOG.getParent());
            Files.deleteIfExists(LOG);
            ProcessBuilder launcher = new ProcessBuilder(
                            "keycloak/run",
                            "--port",
                            "" + port,
                            "--management-port",
                            "" + FreePort.next(),
                            "--until-eof")
                    .redirectErrorStream(true)
                    .redirectOutput(LOG.toFile());
            launcher.environment().put("MCP_RESOURCE_SERVER_URL", RESOURCE);
            launcher.environment().remove("MCP_OAUTH_CLIENT_SECRET");
            Process process = launcher.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            awaitReady(process);
            return new KeycloakUnderTest("http://localhost:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process) throws IOException {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!Files.readString(LOG).contains("Keycloak is ready")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroy();
                throw new AssertionError("Keycloak did not start:\n" + Files.readString(LOG));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Map<String, String> with(Map<String, String> form, String... scopes) {
        Map<String, String> all = new LinkedHashMap<>(form);
        if (scopes.length > 0) {
            all.put("scope", String.join(" ", Arrays.asList(scopes)));
        }
        return all;
    }

    private static String granted(JsonNode answer) {
        if (!answer.has("access_token")) {
            throw new AssertionError("no token: " + answer);
        }
        return answer.path("access_token").asText();
    }

    private JsonNode post(String address, String authorization, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return GatewayUnderTest.json(send(request).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
