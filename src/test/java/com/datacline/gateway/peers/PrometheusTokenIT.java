package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client made as the guide about monitoring says gets the token that Prometheus needs, by the commands that it says. */
class PrometheusTokenIT {
    private static final Pattern COMMANDS = Pattern.compile("```bash\\n( +umask 077\\n.*?)```", Pattern.DOTALL);
    private static final String SECRET = "prometheus-secret";

    @TempDir
    Path folder;

    @Test
    void the_guide_s_commands_write_a_token_of_an_operator_for_the_gateway() throws Exception {
        KeycloakUnderTest keycloak = KeycloakUnderTest.shared();
        client(keycloak);

        assertThat(type(keycloak, SECRET)).isZero();

        Path token = folder.resolve("token");
        JsonNode claims = KeycloakUnderTest.claims(Files.readString(token).strip());
        assertThat(claims.at("/realm_access/roles").toString()).contains("\"gateway-admin\"");
        assertThat(claims.path("aud").toString()).contains(KeycloakUnderTest.RESOURCE);
        assertThat(Files.getPosixFilePermissions(token)).hasSize(2);
        String good = Files.readString(token);
        assertThat(type(keycloak, "another")).isNotZero();
        assertThat(Files.readString(token))
                .as("what cannot be had replaces nothing")
                .isEqualTo(good);
    }

    private int type(KeycloakUnderTest keycloak, String secret) throws Exception {
        String commands = COMMANDS.matcher(Files.readString(Path.of("docs/guides/monitoring.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", commands).directory(folder.toFile());
        shell.environment().putAll(Map.of("KEYCLOAK_URL", keycloak.base(), "SECRET", secret));
        return shell.inheritIO().start().waitFor();
    }

    private static void client(KeycloakUnderTest keycloak) {
        keycloak.administer("POST", "/clients", """
                {"clientId": "prometheus", "secret": "%s", "serviceAccountsEnabled": true, "standardFlowEnabled": false}""".formatted(SECRET));
        String id = first(keycloak, "/clients?clientId=prometheus");
        String account = json(keycloak.administer("GET", "/clients/" + id + "/service-account-user", "")
                        .body())
                .path("id")
                .asText();
        String role = keycloak.administer("GET", "/roles/gateway-admin", "").body();
        keycloak.administer("POST", "/users/" + account + "/role-mappings/realm", "[" + role + "]");
    }

    private static String first(KeycloakUnderTest keycloak, String path) {
        List<String> ids = new ArrayList<>();
        json(keycloak.administer("GET", path, "").body())
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids.getFirst();
    }
}
