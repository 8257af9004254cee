package com.datacline.gateway.cli;

import com.datacline.gateway.keycloak.KeycloakAdmin;
import com.datacline.gateway.keycloak.KeycloakProblem;
import com.datacline.gateway.keycloak.RealmFile;
import com.datacline.gateway.keycloak.RealmSetup;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code datacline keycloak setup}: makes a running Keycloak have the realm. */
@Command(
        name = "setup",
        description = "Makes a running Keycloak have the realm of a file, whether it is missing or was changed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The administrator is KC_BOOTSTRAP_ADMIN_USERNAME with KC_BOOTSTRAP_ADMIN_PASSWORD (admin and admin, as of",
            "make run-keycloak). What the file does not know stays as it is, and the command can be run again.",
            "",
            "Example:",
            "  datacline keycloak setup --url http://localhost:8080 --file keycloak/realm.json"
        })
final class KeycloakSetup implements Callable<Integer> {

    @Option(
            names = "--url",
            description = "Keycloak's address (default: the variable KEYCLOAK_URL, or http://localhost:8080).")
    @Nullable
    String url;

    @Option(names = "--file", paramLabel = "FILE", description = "The realm (default: ${DEFAULT-VALUE}).")
    Path file = Path.of("keycloak/realm.json");

    @Option(names = "--json", description = "Print what was done as JSON.")
    boolean json;

    @Override
    public Integer call() {
        String address = url == null ? Settings.of("KEYCLOAK_URL", "http://localhost:8080") : url;
        try (KeycloakAdmin keycloak = new KeycloakAdmin(
                address,
                Settings.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
                Settings.of("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin"))) {
            RealmFile realm = RealmFile.read(file, Settings::of);
            List<String> made = RealmSetup.run(keycloak, realm);
            print(address, realm.realm(), made);
            return 0;
        } catch (KeycloakProblem e) {
            throw Complaint.failure(String.valueOf(e.getMessage()), e.isAway() ? "make run-keycloak" : null);
        }
    }

    private void print(String address, ObjectNode realm, List<String> made) {
        String name = realm.path("realm").asText();
        if (json) {
            ObjectNode tree =
                    JsonNodeFactory.instance.objectNode().put("realm", name).put("keycloak", address);
            made.forEach(tree.putArray("made")::add);
            Output.json(tree);
            return;
        }
        made.forEach(thing -> Output.line("made    %s", thing));
        Output.line(
                "The realm %s at %s is as %s has it: %d scopes, %d clients, %d users.",
                name,
                address,
                file,
                realm.path("clientScopes").size(),
                realm.path("clients").size(),
                realm.path("users").size());
    }
}
