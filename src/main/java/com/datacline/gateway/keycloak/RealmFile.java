package com.datacline.gateway.keycloak;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A realm in the form that Keycloak imports.
 *
 * @param realm the realm, without placeholders
 */
public record RealmFile(ObjectNode realm) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?<name>[A-Z_]+)(?::(?<otherwise>[^}]*))?}");

    /**
     * Reads a file and fills in its placeholders, {@code ${NAME}} and {@code ${NAME:otherwise}}, as Keycloak's own import does.
     *
     * @param variables gives the value of a variable, or null
     * @throws KeycloakProblem if it cannot be read, or a variable without a default has no value
     */
    public static RealmFile read(Path file, Function<String, @Nullable String> variables) {
        try {
            String text = PLACEHOLDER
                    .matcher(Files.readString(file))
                    .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2), variables)));
            if (new JsonMapper().readTree(text) instanceof ObjectNode realm && realm.has("realm")) {
                return new RealmFile(realm);
            }
            throw new KeycloakProblem(file + " holds no realm: there is no key \"realm\"");
        } catch (NoSuchFileException e) {
            throw new KeycloakProblem("there is no file " + file);
        } catch (JacksonException e) {
            throw new KeycloakProblem(
                    file + ":" + e.getLocation().getLineNr() + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new KeycloakProblem(file + " cannot be read: " + e.getMessage());
        }
    }

    String name() {
        return realm.path("realm").asText();
    }

    private static String value(String name, @Nullable String otherwise, Function<String, @Nullable String> variables) {
        String value = variables.apply(name);
        if (value == null && otherwise == null) {
            throw new KeycloakProblem("the realm needs the variable " + name + ", which is not set");
        }
        String text = value == null ? String.valueOf(otherwise) : value;
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
