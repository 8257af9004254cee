package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Finding;
import com.datacline.gateway.yaml.SchemaFile;
import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code policy.yaml}, or refuses it with every fault at once. */
final class PolicyReader {
    private final SchemaFile files = new SchemaFile("/policy.schema.json", new PolicyWords(), InvalidPolicy::new);

    /** @throws InvalidPolicy if the file is missing, not YAML, or breaks the schema or a rule of its own */
    PolicyRules read(Path file) {
        return read(String.valueOf(file.getFileName()), text(file));
    }

    /** @throws InvalidPolicy if there is no such file */
    String text(Path file) {
        return files.text(file, "Create it, or set POLICY_FILE to the policy's path");
    }

    /** Reads a policy from text; {@code name} is the file's name in messages. */
    PolicyRules read(String name, String text) {
        SchemaFile.Draft draft = files.draft(name, text);
        JsonNode tree = draft.tree();
        List<Rule> rules = rules(draft);
        Map<String, List<Permission>> permissions = permissions(draft);
        Map<String, Set<String>> users = assigned(draft, "user_roles", permissions.keySet());
        Map<String, Set<String>> groups = assigned(draft, "group_roles", permissions.keySet());
        List<Limit> limits = new LimitReader(draft).read();
        files.accept(draft);
        return new PolicyRules(
                name,
                rules,
                permissions,
                users,
                groups,
                limits,
                effect(tree.path("default").asText("deny")));
    }

    private static List<Rule> rules(SchemaFile.Draft draft) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode entry : draft.tree().path("rules")) {
            String at = "/rules/" + index++;
            String name = entry.path("name").asText();
            if (!draft.isSound(at)) {
                continue;
            }
            if (!names.add(name)) {
                draft.findings().add(new Finding(at + "/name", "another rule is named \"" + name + "\""));
            }
            Effect effect = effect(entry.path("action").asText());
            rules.add(new Rule(
                    name,
                    draft.document().line(at),
                    entry.path("priority").asInt(0),
                    effect,
                    new ConditionReader(at + "/condition", effect, draft.findings()).read(entry.path("condition"))));
        }
        return rules;
    }

    private static Map<String, List<Permission>> permissions(SchemaFile.Draft draft) {
        Map<String, List<Permission>> permissions = new LinkedHashMap<>();
        draft.tree().path("roles").properties().forEach(role -> {
            String at = "/roles/" + YamlDocument.escape(role.getKey()) + "/permissions/";
            List<Permission> granted = new ArrayList<>();
            for (JsonNode entry : role.getValue().path("permissions")) {
                String here = at + granted.size();
                if (draft.isSound(here)) {
                    granted.add(permission(role.getKey(), draft.document().line(here), entry));
                }
            }
            permissions.put(role.getKey(), List.copyOf(granted));
        });
        return permissions;
    }

    private static Permission permission(String role, int line, JsonNode entry) {
        String[] parts = entry.path("resource").asText(entry.asText()).split(":", 3);
        List<String> actions =
                entry.isObject() && entry.has("actions") ? Texts.of(entry.path("actions")) : List.of("*");
        return new Permission(
                role, line, Names.of(List.of(parts[1])), Names.of(List.of(parts[2])), ConditionReader.kinds(actions));
    }

    private static Map<String, Set<String>> assigned(SchemaFile.Draft draft, String key, Set<String> known) {
        Map<String, Set<String>> assigned = new LinkedHashMap<>();
        draft.tree().path(key).properties().forEach(entry -> {
            List<String> roles = Texts.of(entry.getValue());
            String at = "/" + key + "/" + YamlDocument.escape(entry.getKey());
            roles.stream().filter(role -> !known.contains(role)).forEach(role -> draft.findings()
                    .add(new Finding(at, "no role is named \"" + role + "\"")));
            assigned.put(entry.getKey(), Set.copyOf(new HashSet<>(roles)));
        });
        return assigned;
    }

    private static Effect effect(String name) {
        return name.equals("allow") ? Effect.ALLOW : Effect.DENY;
    }
}
