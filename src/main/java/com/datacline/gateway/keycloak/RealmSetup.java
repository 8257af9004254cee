package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a realm be as its file has it, as often as one likes: what is missing is made, what is there is set to what the file
 * says, and what the file does not know, such as clients that registered themselves, stays as it is. Nobody's id changes.
 */
public final class RealmSetup {
    private static final List<String> PARTS = List.of(
            "roles",
            "groups",
            "clientScopes",
            "defaultDefaultClientScopes",
            "defaultOptionalClientScopes",
            "clients",
            "users",
            "components");
    private static final String POLICIES = "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";

    private final KeycloakAdmin keycloak;
    private final ObjectNode file;
    private final String path;
    private final List<String> made = new ArrayList<>();

    private RealmSetup(KeycloakAdmin keycloak, RealmFile file) {
        this.keycloak = keycloak;
        this.file = file.realm();
        this.path = "/" + KeycloakAdmin.segment(file.name());
    }

    /**
     * Sets the realm up and returns what was missing, such as {@code client mcp-agent}.
     *
     * @throws KeycloakProblem if Keycloak cannot be reached or refuses something
     */
    public static List<String> run(KeycloakAdmin keycloak, RealmFile file) {
        RealmSetup setup = new RealmSetup(keycloak, file);
        if (keycloak.get(setup.path).isMissingNode()) {
            keycloak.post("", file.realm());
            return List.of("realm " + file.name());
        }
        setup.repair();
        return List.copyOf(setup.made);
    }

    private void repair() {
        ObjectNode settings = file.deepCopy();
        settings.remove(PARTS);
        keycloak.put(path, settings);
        rolesAndGroups();
        RealmScopes scopes = RealmScopes.repair(keycloak, path, file, made);
        new RealmClients(keycloak, path, scopes, made).repair(file.path("clients"));
        new RealmUsers(keycloak, path, made).repair(file.path("users"));
        registrationPolicies();
    }

    private void rolesAndGroups() {
        for (JsonNode role : file.at("/roles/realm")) {
            String name = role.path("name").asText();
            if (keycloak.get(path + "/roles/" + KeycloakAdmin.segment(name)).isMissingNode()) {
                keycloak.post(path + "/roles", role);
                made.add("role " + name);
            }
        }
        JsonNode groups = keycloak.get(path + "/groups?max=1000");
        for (JsonNode group : file.path("groups")) {
            String name = group.path("name").asText();
            if (Found.by("name", name, groups) == null) {
                keycloak.post(path + "/groups", group);
                made.add("group " + name);
            }
        }
    }

    /** A policy has no name of its own that lasts: there is one of a provider for those who are known, one for the others. */
    private void registrationPolicies() {
        String realmId = keycloak.get(path).path("id").asText();
        JsonNode there = keycloak.get(path + "/components?type=" + POLICIES);
        for (JsonNode policy : file.path("components").path(POLICIES)) {
            ObjectNode wanted =
                    policy.<ObjectNode>deepCopy().put("providerType", POLICIES).put("parentId", realmId);
            JsonNode known = null;
            for (JsonNode component : there) {
                if (component.path("providerId").equals(policy.path("providerId"))
                        && component.path("subType").equals(policy.path("subType"))) {
                    known = component;
                }
            }
            if (known == null) {
                keycloak.post(path + "/components", wanted);
                made.add(
                        "policy of client registration \"" + policy.path("name").asText() + "\"");
            } else {
                String id = known.path("id").asText();
                keycloak.put(path + "/components/" + id, wanted.put("id", id));
            }
        }
    }
}
