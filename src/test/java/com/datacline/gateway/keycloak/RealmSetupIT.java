package com.datacline.gateway.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.cli.Terminal;
import com.datacline.gateway.peers.KeycloakUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A realm of a real Keycloak is made, spoilt in several ways and repaired; it is not the one that other tests use. */
class RealmSetupIT {
    private static final String REALM = "/setup-test";

    @TempDir
    private static Path folder;

    private static KeycloakAdmin keycloak;
    private static RealmFile file;
    private static String base;

    @BeforeAll
    static void make() throws Exception {
        base = KeycloakUnderTest.shared().base();
        keycloak = new KeycloakAdmin(base, "admin", "admin");
        String text = Files.readString(Path.of("keycloak/realm.json"))
                .replace("\"realm\": \"mcp-gateway\"", "\"realm\": \"setup-test\"")
                .replace("default-roles-mcp-gateway", "default-roles-setup-test");
        file = RealmFile.read(Files.writeString(folder.resolve("realm.json"), text), name -> null);
        assertThat(RealmSetup.run(keycloak, file)).containsExactly("realm setup-test");
    }

    @Test
    void what_was_taken_away_or_changed_is_as_it_was_and_tokens_say_so() throws Exception {
        String user =
                keycloak.get(REALM + "/users?username=testuser").at("/0/id").asText();
        keycloak.delete(REALM + "/clients/" + client("mcp-agent"));
        keycloak.delete(REALM + "/users/"
                + keycloak.get(REALM + "/users?username=admin&exact=true")
                        .at("/0/id")
                        .asText());
        keycloak.delete(REALM + "/roles/gateway-admin");
        for (JsonNode scope : keycloak.get(REALM + "/client-scopes")) {
            if (scope.path("name").asText().equals("mcp-audience")) {
                keycloak.delete(REALM + "/client-scopes/" + scope.path("id").asText());
            }
        }
        ObjectNode scripts = (ObjectNode) keycloak.get(REALM + "/clients/" + client("mcp-gateway-client"));
        keycloak.put(
                REALM + "/clients/" + client("mcp-gateway-client"), scripts.put("directAccessGrantsEnabled", false));
        assertThat(token("testuser", "testpass").has("access_token")).isFalse();

        assertThat(RealmSetup.run(keycloak, file))
                .contains("client mcp-agent", "user admin", "role gateway-admin", "scope mcp-audience");

        JsonNode admin = claims(token("admin", "admin123"));
        assertThat(admin.path("aud").toString()).contains("http://localhost:8000/mcp", "mcp-gateway");
        assertThat(admin.at("/realm_access/roles").toString()).contains("gateway-admin", "mcp-user");
        assertThat(admin.path("groups").toString()).contains("/admins");
        JsonNode same = claims(token("testuser", "testpass"));
        assertThat(same.path("sub").asText()).as("who was there is who he was").isEqualTo(user);
        assertThat(same.path("aud").toString()).contains("http://localhost:8000/mcp");
        assertThat(keycloak.get(REALM + "/clients/" + client("mcp-agent") + "/service-account-user")
                        .path("username")
                        .asText())
                .isEqualTo("service-account-mcp-agent");
    }

    @Test
    void a_second_time_makes_nothing_and_leaves_alone_what_it_does_not_know() {
        ObjectNode own = file.realm().objectNode().put("clientId", "of-my-team");
        keycloak.post(REALM + "/clients", own);
        RealmSetup.run(keycloak, file);

        assertThat(RealmSetup.run(keycloak, file)).isEmpty();

        assertThat(client("of-my-team")).isNotEmpty();
        JsonNode policies = keycloak.get(
                REALM + "/components?type=org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy");
        assertThat(policies)
                .hasSize(file.realm()
                        .path("components")
                        .path("org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy")
                        .size());
    }

    @Test
    void a_password_that_was_changed_is_the_files_again() throws Exception {
        String id = keycloak.get(REALM + "/users?username=testuser&exact=true")
                .at("/0/id")
                .asText();
        keycloak.put(
                REALM + "/users/" + id + "/reset-password",
                file.realm().objectNode().put("type", "password").put("value", "another"));
        RealmSetup.run(keycloak, file);

        assertThat(token("testuser", "testpass").has("access_token")).isTrue();
    }

    @Test
    void the_command_says_what_it_made() {
        keycloak.delete(REALM + "/clients/" + client("github-mcp"));

        Terminal said = Terminal.run(
                "keycloak",
                "setup",
                "--url",
                base,
                "--file",
                folder.resolve("realm.json").toString());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("made    client github-mcp", "The realm setup-test at " + base + " is as");
    }

    @Test
    void an_administrator_who_is_none_is_told_what_to_set() {
        try (KeycloakAdmin stranger = new KeycloakAdmin(base, "admin", "wrong")) {
            assertThatThrownBy(() -> RealmSetup.run(stranger, file))
                    .isInstanceOf(KeycloakProblem.class)
                    .hasMessageContainingAll("KC_BOOTSTRAP_ADMIN_PASSWORD", base)
                    .hasMessageNotContaining("wrong");
        }
    }

    private static String client(String name) {
        return keycloak.get(REALM + "/clients?clientId=" + name).at("/0/id").asText();
    }

    private static JsonNode claims(JsonNode answer) {
        assertThat(answer.has("access_token")).as(answer.toString()).isTrue();
        return KeycloakUnderTest.claims(answer.path("access_token").asText());
    }

    private static JsonNode token(String user, String password) throws Exception {
        String form = "grant_type=password&client_id=mcp-gateway-client&username=" + user + "&password=" + password;
        try (HttpClient http = HttpClient.newHttpClient()) {
            return GatewayUnderTest.json(http.send(
                            HttpRequest.newBuilder(
                                            URI.create(base + "/realms" + REALM + "/protocol/openid-connect/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        }
    }
}
