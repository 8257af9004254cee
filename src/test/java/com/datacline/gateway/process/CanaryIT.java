package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.cli.Terminal;
import com.datacline.gateway.credentials.vault.VaultStandIn;
import com.datacline.gateway.fixture.Fault;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.Misbehaviour;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.security.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "written", "{method: bearer, credential_value: \"KEY\"}",
            "vault", "{method: bearer, credential_ref: \"vault://kv/canary\"}");

    @TempDir
    Path folder;

    private final List<Canary> canaries = new ArrayList<>();
    private final Map<String, ScriptedServer> servers = new LinkedHashMap<>();
    private final GatewaySetup setup = GatewayProcess.with();
    private final int managementPort = FreePort.next();
    private DenyingIssuer denier;
    private VaultStandIn vault;
    private TokenIssuer issuer;
    private PostgresUnderTest postgres;
    private String token;

    @BeforeEach
    void configure() throws Exception {
        issuer = TokenIssuer.start("gateway");
        postgres = PostgresUnderTest.start();
        vault = new VaultStandIn();
        vault.token = canary("vault's token", "").value();
        token = issuer.token(claims -> claims.issuer(issuer.issuer())
                .subject("ana")
                .claim("realm_access", Map.of("roles", List.of("gateway-admin")))
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
                .set("MANAGEMENT_PORT", String.valueOf(managementPort))
                .set("VAULT_ADDR", vault.address())
                .set("VAULT_TOKEN", vault.token)
                .set("AUDIT_TO_STDOUT", "true")
                // servers are made to fail here, and are to be asked all the same
                .set("GATEWAY_UPSTREAM_BREAKER_ENABLED", "false")
                .set("GATEWAY_CATALOGUE_RETRY", "300ms");
    }

    @AfterEach
    void stop() throws IOException {
        servers.values().forEach(ScriptedServer::close);
        denier.close();
        vault.close();
        issuer.close();
        postgres.close();
    }

    @Test
    void no_secret_is_anywhere_but_at_the_server_it_belongs_to() throws Exception {
        Path journal = setup.folder().resolve("audit.json");
        String output;
        String told;
        try (GatewayProcess gateway = setup.start()) {
            Surfaces surfaces = new Surfaces(gateway, servers.keySet(), token);
            drive(surfaces);
            told = surfaces.told();
            leak(gateway);
            AuditTable.at(postgres.audit()).awaitAll(gateway::journal);
            gateway.terminate();
            output = gateway.output();
        }
        assertThat(output).contains("gateway_started", "routes are in force");

        nowhere("the answers", told);
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
                        .filter(canary -> canary.isIn(denier.told()))
                        .map(Canary::name))
                .as("what the issuer of a server's tokens has got")
                .containsExactly("login");
        assertThat(Terminal.run("audit", "verify", journal.toString(), "--no-sql")
                        .code())
                .as("without the key of its chain, the journal proves nothing")
                .isEqualTo(1);
    }

    private void drive(Surfaces surfaces) throws Exception {
        surfaces.everything();
        for (Fault fault :
                List.of(Misbehaviour.STATUS_500, Misbehaviour.REFUSE, Misbehaviour.HTML, Misbehaviour.HANG)) {
            servers.values().forEach(server -> server.failing("tools/call", fault));
            surfaces.calls();
        }
        servers.values().forEach(ScriptedServer::recover);
        surfaces.everything();
        surfaces.manage(managementPort);
        surfaces.refusals(canaries);
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
                    case "vault" -> {
                        vault.put("/v1/kv/data/canary", "{\"token\":\"" + canary.value() + "\"}");
                        yield "";
                    }
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
        denier = DenyingIssuer.start();
        String base = denier.address();
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
