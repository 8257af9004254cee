package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The clients of the realm. */
record RealmClients(KeycloakAdmin keycloak, String realm, RealmScopes scopes, List<String> made) {

    void repair(JsonNode clients) {
        for (JsonNode client : clients) {
            String name = client.path("clientId").asText();
            JsonNode known = keycloak.get(realm + "/clients?clientId=" + KeycloakAdmin.segment(name))
                    .path(0);
            if (known.isMissingNode()) {
                keycloak.post(realm + "/clients", client);
                made.add("client " + name);
            } else {
                change(client, known);
            }
        }
    }

    private void change(JsonNode client, JsonNode known) {
        String path = realm + "/clients/" + known.path("id").asText();
        ObjectNode settings = client.deepCopy();
        settings.remove(List.of("defaultClientScopes", "optionalClientScopes"));
        // A client that is put without its other settings would lose them.
        ObjectNode whole = known.deepCopy();
        whole.setAll(settings);
        keycloak.put(path, whole);
        // A scope is one or the other: who has it by default must lose that before it can be asked for.
        take(path + "/default-client-scopes", client.path("optionalClientScopes"));
        take(path + "/optional-client-scopes", client.path("defaultClientScopes"));
        scopes.give(keycloak, path + "/default-client-scopes", client.path("defaultClientScopes"));
        scopes.give(keycloak, path + "/optional-client-scopes", client.path("optionalClientScopes"));
    }

    private void take(String path, JsonNode names) {
        JsonNode there = keycloak.get(path);
        for (JsonNode name : names) {
            JsonNode known = Found.by("name", name.asText(), there);
            if (known != null) {
                keycloak.delete(path + "/" + known.path("id").asText());
            }
        }
    }
}
