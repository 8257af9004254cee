package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at a gateway, and asks with the token that other commands would ask with. */
final class DoctorThere {
    private final RemoteOptions options;
    private final URI gateway;

    DoctorThere(RemoteOptions options) {
        this.options = options;
        this.gateway = options.gateway.address();
    }

    void look(Consumer<Diagnosis> take) {
        Optional<JsonNode> about = about();
        if (about.isEmpty()) {
            take.accept(port());
            take.accept(Diagnosis.wrong("gateway", "nothing answers at " + gateway, "datacline serve"));
            return;
        }
        if (!about.get().has("mcp_endpoint")) {
            take.accept(Diagnosis.wrong(
                    "gateway", "what answers at " + gateway + " is no gateway", "datacline doctor --url URL"));
            return;
        }
        take.accept(Diagnosis.good(
                "gateway", "version " + about.get().path("version").asText() + " answers at " + gateway));
        boolean authentication = about.get().at("/capabilities/authentication").asBoolean();
        String token = null;
        if (authentication) {
            token = new DoctorLogin(options, gateway).look(take);
        } else {
            take.accept(Diagnosis.none("login", "callers need no token here"));
        }
        health(authentication, token).forEach(take);
        take.accept(management());
    }

    private Optional<JsonNode> about() {
        try {
            Web.Page page = Web.get(URI.create(gateway + "/"));
            return Optional.of(BridgeWire.read(page.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Diagnosis port() {
        int port = gateway.getPort() < 0 ? gateway.getScheme().equals("https") ? 443 : 80 : gateway.getPort();
        String host = gateway.getHost();
        if (!"localhost".equals(host) && !"127.0.0.1".equals(host)) {
            return Diagnosis.none("port", "it is not this machine's");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Diagnosis.good("port", port + " is free");
        } catch (IOException e) {
            return Diagnosis.wrong(
                    "port", port + " is taken by something else, or not yours", "datacline serve --port " + (port + 1));
        }
    }

    private List<Diagnosis> health(boolean authentication, @Nullable String token) {
        JsonNode health;
        try {
            health = new Remote(gateway, token).get("/health", Map.of());
        } catch (Complaint e) {
            return List.of(Diagnosis.wrong("health", String.valueOf(e.getMessage()), e.next()));
        }
        String status = health.path("status").asText();
        String next = authentication && token == null ? Complaints.login(gateway) : "datacline servers list";
        Diagnosis whole = Diagnosis.that(status.equals("healthy"), "health", "the gateway is " + status, next);
        return Stream.concat(Stream.of(whole), Stream.concat(parts(health), servers(health)))
                .toList();
    }

    /** Returns the parts of the gateway that are not well. */
    private static Stream<Diagnosis> parts(JsonNode health) {
        var database = health.has("database_problem")
                ? Stream.of(Diagnosis.wrong(
                        "database",
                        "the gateway's: " + health.path("database_problem").asText(),
                        null))
                : Stream.<Diagnosis>empty();
        var files = Stream.of("policy", "registry")
                .filter(part -> health.path(part).has("problem"))
                .map(part -> Diagnosis.wrong(
                        part,
                        "the gateway's: " + health.path(part).path("problem").asText(),
                        null));
        var routes = health.path("routes").path("problems").isEmpty()
                ? Stream.<Diagnosis>empty()
                : Stream.of(Diagnosis.wrong(
                        "routes", "an edit of the gateway's is not in force", "datacline routes status"));
        return Stream.of(database, files, routes).flatMap(each -> each);
    }

    private static Stream<Diagnosis> servers(JsonNode health) {
        return health.path("servers").properties().stream().map(entry -> {
            JsonNode server = entry.getValue();
            String status = server.path("status").asText();
            String text = entry.getKey() + " is " + status
                    + (server.has("problem") ? ": " + server.path("problem").asText() : "")
                    + (status.equals("up") ? ", with " + server.path("tools").asInt() + " tools" : "");
            return status.equals("disabled")
                    ? Diagnosis.none("server", text)
                    : Diagnosis.that(status.equals("up"), "server", text, "datacline servers test " + entry.getKey());
        });
    }

    private static Diagnosis management() {
        String port = Settings.of("MANAGEMENT_PORT");
        if (port == null || port.equals("-1")) {
            return Diagnosis.none("management", "MANAGEMENT_PORT is not set here");
        }
        String place = "http://" + Settings.of("MANAGEMENT_HOST", "127.0.0.1") + ":" + port;
        try {
            int status = Web.get(URI.create(place + "/actuator/health")).status();
            return Diagnosis.good("management", place + " answers with status " + status);
        } catch (IOException | IllegalArgumentException e) {
            return Diagnosis.wrong(
                    "management", "nothing answers at " + place, "MANAGEMENT_PORT=" + port + " datacline serve");
        }
    }
}
