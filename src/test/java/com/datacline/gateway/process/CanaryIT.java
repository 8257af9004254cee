package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.cli.Terminal;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.security.TokenIssuer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret of a configuration is a text of which there is no other; after all surfaces have been driven, well and
 * badly, none of them is anywhere but at the server it belongs to. Who adds a kind of secret adds a canary.
 */
class CanaryIT {
    /** A server, named like its credential's place, and its {@code auth} block with KEY for the variable or the file. */
    private static final Map<String, String> AUTH = Map.of(
            "bearer", "{method: bearer, credential_ref: \"env://KEY\"}",
            "raw", "{method: api_key, name: X-Key, format: raw, credential_ref: \"env://KEY\"}",
            "template",
                    "{method: custom, format: template, template: \"A {credential} Z\", credential_ref: \"env://KEY\"}",
            "basic", "{method: basic, credential_ref: \"env://KEY\"}",
            "query", "{method: api_key, location: query, name: key, format: raw, credential_ref: \"env://KEY\"}",
            "body", "{method: api_key, location: body, name: api_key, format: raw, credential_ref: \"env://KEY\"}",
            "file", "{method: bearer, credential_ref: \"file://KEY\"}",
            "written", "{method: bearer, credential_value: \"KEY\"}");

    @TempDir
    Path folder;

    private final List<Canary> canaries = new ArrayList<>();
    private final Map<String, ScriptedServer> servers = new LinkedHashMap<>();
    private final List<String> atIssuer = new CopyOnWriteArrayList<>();
    private final StringBuilder told = new StringBuilder();
    private final GatewaySetup setup = GatewayProcess.with();
    private HttpServer issuerOfServer;
    private TokenIssuer issuer;
    private PostgresUnderTest postgres;
    private String token;

    @BeforeEach
    void configure() throws Exception {
        issuer = TokenIssuer.start("gateway");
        postgres = PostgresUnderTest.start();
        token = issuer.token(claims -> claims.issuer(issuer.issuer())
                .subject("ana")
                .audience("http://localhost:" + setup.port() + "/mcp")
                .expirationTime(Date.from(Instant.now().plusSeconds(600))));
        for (Map.Entry<String, String> auth : AUTH.entrySet()) {
            server(auth.getKey(), auth.getValue());
        }
        program();
        login();
        canaries.add(new Canary("the caller's token", token, ""));
        canaries.add(new Canary("the database's password", PostgresUnderTest.PASSWORD, ""));
        setup.set("DATABASE_URL", postgres.url());
        setup.set("AUDIT_CHAIN_KEY", canary("chain", "").value());
        setup.set("AUTH_ENABLED", "true")
                .set("HOST", "127.0.0.1")
                .set("MCP_RESOURCE_SERVER_URL", "http://localhost:" + setup.port() + "/mcp")
                .set("KEYCLOAK_URL", issuer.base())
                .set("KEYCLOAK_REALM", "gateway")
                .set("AUDIT_TO_STDOUT", "true")
                .set("GATEWAY_CATALOGUE_RETRY", "300ms");
    }

    @AfterEach
    void stop() throws IOException {
        servers.values().forEach(ScriptedServer::close);
        issuerOfServer.stop(0);
        issuer.close();
        postgres.close();
    }

    @Test
    void no_secret_is_anywhere_but_at_the_server_it_belongs_to() throws Exception {
        Path journal = setup.folder().resolve("audit.json");
        String output;
        try (GatewayProcess gateway = setup.start()) {
            drive(gateway);
            leak(gateway);
            AuditTable.at(postgres.audit()).awaitAll(gateway::journal);
            gateway.terminate();
            output = gateway.output();
        }
        assertThat(output).contains("gateway_started", "routes are in force");

        nowhere("the answers", told.toString());
        nowhere("the log and standard output", output);
        nowhere("the journal", Files.readString(journal));
        nowhere("SQL", AuditTable.at(postgres.audit()).text());
        for (Map.Entry<String, ScriptedServer> server : servers.entrySet()) {
            String received = server.getValue().requests().toString();
            assertThat(canaries.stream().filter(canary -> canary.isIn(received)).map(Canary::owner))
                    .as("what server %s has got", server.getKey())
                    .containsExactly(server.getKey());
        }
        assertThat(canaries.stream()
                        .filter(canary -> canary.isIn(String.join("\n", atIssuer)))
                        .map(Canary::name))
                .as("what the issuer of a server's tokens has got")
                .containsExactly("login");
        assertThat(Terminal.run("audit", "verify", journal.toString(), "--no-sql")
                        .code())
                .as("without the key of its chain, the journal proves nothing")
                .isEqualTo(1);
    }

    private void drive(GatewayProcess gateway) throws Exception {
        everything(gateway);
        for (Fault fault :
                List.of(Misbehaviour.STATUS_500, Misbehaviour.REFUSE, Misbehaviour.HTML, Misbehaviour.HANG)) {
            servers.values().forEach(server -> server.failing("tools/call", fault));
            calls(gateway);
        }
        servers.values().forEach(ScriptedServer::recover);
        everything(gateway);
        refusals(gateway);
    }

    private void everything(GatewayProcess gateway) throws Exception {
        for (String page : List.of(
                "/",
                "/health",
                "/config",
                "/openapi.json",
                "/tools",
                "/mcp/servers",
                "/mcp/quarantine",
                "/resources",
                "/prompts",
                "/nothing",
                "/mcp")) {
            told.append(send(gateway, "GET", page, ""));
        }
        for (String server : servers.keySet()) {
            told.append(send(gateway, "GET", "/mcp/list-tools?mcp_server=" + server, ""));
            told.append(send(gateway, "GET", "/mcp/server/" + server + "/info", ""));
        }
        told.append(rpc(gateway, "tools/list", "{}"));
        told.append(
                rpc(
                        gateway,
                        "initialize",
                        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}"));
        told.append(send(
                gateway,
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{}}",
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "server/discover"));
        calls(gateway);
    }

    private void calls(GatewayProcess gateway) throws Exception {
        for (String server :
                List.of("bearer", "raw", "template", "basic", "query", "body", "file", "written", "login", "program")) {
            told.append(send(
                    gateway,
                    "POST",
                    "/mcp/invoke?mcp_server=" + server,
                    "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}"));
            told.append(rpc(
                    gateway, "tools/call", "{\"name\":\"" + server + "__echo\",\"arguments\":{\"message\":\"m\"}}"));
        }
        told.append(rpc(
                gateway,
                "tools/call",
                "{\"name\":\"broadcast__echo\",\"arguments\":{\"arguments\":{\"message\":\"m\"}}}"));
    }

    /** Requests that come to nothing, some with secrets where none belongs. */
    private void refusals(GatewayProcess gateway) throws Exception {
        told.append(gateway.send("GET", "/tools", ""));
        told.append(gateway.send("GET", "/tools", "", "Authorization", "Bearer " + token + "x")
                .body());
        told.append(gateway.send("POST", "/mcp", "{}", "Authorization", "Basic " + token)
                .body());
        told.append(gateway.send("GET", "/tools?access_token=" + token, "").body());
        told.append(gateway.send("GET", "/tools", "", "Origin", "https://evil.example")
                .body());
        told.append(send(gateway, "POST", "/mcp", "not JSON"));
        told.append(send(gateway, "GET", "/oauth/callback?state=" + token + "&code=" + token, ""));
        for (Canary canary : canaries) {
            told.append(send(
                    gateway,
                    "POST",
                    "/mcp/invoke?mcp_server=bearer",
                    "{\"tool_name\":\"nothing\",\"parameters\":{\"q\":\"" + canary.value() + "\"}}"));
        }
    }

    /** A server that tells what it got: its own caller hears it, and nobody else does. */
    private void leak(GatewayProcess gateway) throws Exception {
        String secret = canaries.stream()
                .filter(canary -> canary.name().equals("bearer"))
                .findFirst()
                .orElseThrow()
                .value();
        servers.get("bearer")
                .script(ScriptedTool.named("echo")
                        .answering(ScriptedTool.text("I do not know Bearer " + secret + " or " + secret)
                                .put("isError", true)));
        HttpResponse<String> answer = gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=bearer",
                "{\"tool_name\":\"echo\"}",
                "Authorization",
                "Bearer " + token);
        assertThat(answer.body()).contains(secret);
    }

    private void nowhere(String place, String text) {
        assertThat(canaries.stream().filter(canary -> canary.isIn(text)).map(Canary::name))
                .as("secrets in %s", place)
                .isEmpty();
    }

    private String send(GatewayProcess gateway, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + token));
        HttpResponse<String> answer = gateway.send(method, path, body, all.toArray(String[]::new));
        return answer.statusCode() + " " + answer.headers().map() + " " + answer.body() + "\n";
    }

    private String rpc(GatewayProcess gateway, String method, String params) throws IOException, InterruptedException {
        return send(
                gateway,
                "POST",
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private void server(String name, String auth) throws IOException {
        ScriptedServer server = ScriptedServer.start();
        servers.put(name, server);
        Canary canary = canary(name, name);
        String variable = "CANARY_" + name.toUpperCase(java.util.Locale.ROOT);
        String key =
                switch (name) {
                    case "file" ->
                        Files.writeString(folder.resolve("secret"), canary.value() + "\n")
                                .toString();
                    case "written" -> canary.value();
                    default -> {
                        setup.set(variable, canary.value());
                        yield variable;
                    }
                };
        setup.entry(name, "url: \"" + server.url() + "\", timeout: 1, auth: " + auth.replace("KEY", key));
    }

    /** A program that tells its secret to whoever reads its log. */
    private void program() {
        setup.set("CANARY_PROGRAM", canary("program", "").value())
                .set("STDIO_ENABLED", "true")
                .entry(
                        "program",
                        "type: stdio, command: sh, args: [-c, 'echo cannot use $K >&2; exit 3'], env: {K: \"env://CANARY_PROGRAM\"}");
    }

    /** A server whose issuer does not accept the gateway's own secret. */
    private void login() throws IOException {
        issuerOfServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        String base = "http://127.0.0.1:" + issuerOfServer.getAddress().getPort();
        issuerOfServer.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            atIssuer.add(exchange.getRequestHeaders().values() + asked);
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
        issuerOfServer.start();
        setup.set("CANARY_LOGIN", canary("login", "").value())
                .entry(
                        "login",
                        "url: \"" + base
                                + "/mcp\", auth: {method: oauth2, grant: client_credentials, client_id: gw, issuer: \""
                                + base + "\", client_secret_ref: \"env://CANARY_LOGIN\"}");
    }

    private Canary canary(String name, String owner) {
        Canary canary = new Canary(name, "canary-" + name + "-" + java.util.UUID.randomUUID(), owner);
        canaries.add(canary);
        return canary;
    }
}
