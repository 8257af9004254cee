package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The users of the realm, with their passwords, roles and groups; those of clients that call in their own name too. */
record RealmUsers(KeycloakAdmin keycloak, String realm, List<String> made) {
    private static final List<String> APART = List.of("credentials", "realmRoles", "groups", "serviceAccountClientId");

    void repair(JsonNode users) {
        JsonNode groups = keycloak.get(realm + "/groups?max=1000");
        for (JsonNode user : users) {
            String path = realm + "/users/" + id(user);
            for (JsonNode credential : user.path("credentials")) {
                keycloak.put(path + "/reset-password", credential);
                // Who typed a wrong password too often waits; whoever sets Keycloak up again does not want to.
                keycloak.delete(realm + "/attack-detection/brute-force" + path.substring(realm.length()));
            }
            ArrayNode roles = JsonNodeFactory.instance.arrayNode();
            for (JsonNode role : user.path("realmRoles")) {
                JsonNode known = keycloak.get(realm + "/roles/" + KeycloakAdmin.segment(role.asText()));
                if (!known.isMissingNode()) {
                    roles.add(known);
                }
            }
            keycloak.post(path + "/role-mappings/realm", roles);
            for (JsonNode group : user.path("groups")) {
                JsonNode known = Found.by("path", group.asText(), groups);
                if (known != null) {
                    keycloak.put(path + "/groups/" + known.path("id").asText(), JsonNodeFactory.instance.objectNode());
                }
            }
        }
    }

    private String id(JsonNode user) {
        String client = user.path("serviceAccountClientId").asText("");
        if (!client.isEmpty()) {
            JsonNode owner = keycloak.get(realm + "/clients?clientId=" + KeycloakAdmin.segment(client))
                    .path(0);
            return keycloak.get(realm + "/clients/" + owner.path("id").asText() + "/service-account-user")
                    .path("id")
                    .asText();
        }
        ObjectNode settings = user.deepCopy();
        settings.remove(APART);
        String name = user.path("username").asText();
        JsonNode known = known(name);
        if (known.isMissingNode()) {
            keycloak.post(realm + "/users", settings);
            made.add("user " + name);
            return known(name).path("id").asText();
        }
        String id = known.path("id").asText();
        keycloak.put(realm + "/users/" + id, settings);
        return id;
    }

    private JsonNode known(String name) {
        return keycloak.get(realm + "/users?exact=true&username=" + KeycloakAdmin.segment(name))
                .path(0);
    }
}
