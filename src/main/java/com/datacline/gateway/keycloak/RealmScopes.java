package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scopes of the realm, whose mappers put the gateway's address into tokens.
 *
 * @param ids their ids by name
 */
record RealmScopes(Map<String, String> ids) {

    static RealmScopes repair(KeycloakAdmin keycloak, String realm, ObjectNode file, List<String> made) {
        JsonNode there = keycloak.get(realm + "/client-scopes");
        for (JsonNode scope : file.path("clientScopes")) {
            String name = scope.path("name").asText();
            JsonNode known = Found.by("name", name, there);
            if (known == null) {
                keycloak.post(realm + "/client-scopes", scope);
                made.add("scope " + name);
            } else {
                String path = realm + "/client-scopes/" + known.path("id").asText();
                ObjectNode settings = scope.deepCopy();
                settings.remove("protocolMappers");
                keycloak.put(path, settings);
                mappers(keycloak, path, scope, known, made);
            }
        }
        Map<String, String> ids = new HashMap<>();
        keycloak.get(realm + "/client-scopes")
                .forEach(scope ->
                        ids.put(scope.path("name").asText(), scope.path("id").asText()));
        RealmScopes scopes = new RealmScopes(ids);
        scopes.give(keycloak, realm + "/default-default-client-scopes", file.path("defaultDefaultClientScopes"));
        scopes.give(keycloak, realm + "/default-optional-client-scopes", file.path("defaultOptionalClientScopes"));
        return scopes;
    }

    /** Gives scopes to who has a list of them at a path, if they are not in it: giving one twice is a conflict. */
    void give(KeycloakAdmin keycloak, String path, JsonNode names) {
        JsonNode there = keycloak.get(path);
        for (JsonNode name : names) {
            String id = ids.get(name.asText());
            if (id != null && Found.by("id", id, there) == null) {
                keycloak.put(path + "/" + id, JsonNodeFactory.instance.objectNode());
            }
        }
    }

    private static void mappers(
            KeycloakAdmin keycloak, String path, JsonNode scope, JsonNode known, List<String> made) {
        for (JsonNode mapper : scope.path("protocolMappers")) {
            String name = mapper.path("name").asText();
            JsonNode one = Found.by("name", name, known.path("protocolMappers"));
            if (one == null) {
                keycloak.post(path + "/protocol-mappers/models", mapper);
                made.add(
                        "mapper \"" + name + "\" of scope " + scope.path("name").asText());
            } else {
                String id = one.path("id").asText();
                keycloak.put(
                        path + "/protocol-mappers/models/" + id,
                        mapper.<ObjectNode>deepCopy().put("id", id));
            }
        }
    }
}
