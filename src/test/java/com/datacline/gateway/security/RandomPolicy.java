package com.datacline.gateway.security;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A policy out of all that a policy may say, over few names, so that its parts meet. What is asked of arguments can always be
 * both fulfilled and not: each rule that does so asks for an argument of its own.
 */
final class RandomPolicy {
    private static final List<String> USERS = List.of("ana", "bob", "robot");
    private static final List<String> ROLES = List.of("reader", "writer", "guest");
    private static final List<String> GROUPS = List.of("/staff", "/staff/core");
    private static final List<String> SCOPES = List.of("tools:read", "tools:write");
    private static final List<String> CLIENTS = List.of("desktop", "cli");
    private static final List<String> SERVERS = List.of("red", "green", "blue", "*", "*e*", "re*");
    private static final List<String> TOOLS = List.of("get", "put", "drop", "*", "*t", "d*");
    private static final List<String> RESOURCES = List.of("red://*", "*one", "green://two", "*");
    private static final List<String> PROMPTS = List.of("ask", "tell", "*");
    private static final List<String> WHENS = List.of(
            "'reader' in caller.roles",
            "server.startsWith('r') || 'warm' in tags",
            "action == 'invoke_tool' && !annotations.destructiveHint",
            "subject.matches('^(get|ask)$')",
            "now > timestamp('2020-01-01T00:00:00Z')",
            "caller.nothing == 1",
            "caller.name == 'ana' && '/staff' in caller.groups");

    private final Random random;
    private final List<String> argumentConditions;
    private boolean asksForArguments;

    /** A caller. */
    record User(String name, String client, Set<String> roles, Set<String> groups, Set<String> scopes) {}

    RandomPolicy(Random random) {
        this.random = random;
        this.argumentConditions = new ArrayList<>(
                random.nextBoolean()
                        ? List.of()
                        : List.of("arguments: {x: a}", "when: \"has(args.y) && args.y == 1\""));
    }

    User user() {
        return new User(one(USERS), one(CLIENTS), some(ROLES), some(GROUPS), some(SCOPES));
    }

    /** Tells whether a rule of the text asks for arguments. */
    boolean asksForArguments() {
        return asksForArguments;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("default: ").append(one(List.of("allow", "deny", "deny"))).append('\n');
        text.append("roles:\n");
        ROLES.forEach(role -> text.append("  ")
                .append(role)
                .append(": {permissions: [")
                .append(IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> permission())
                        .collect(Collectors.joining(", ")))
                .append("]}\n"));
        text.append("user_roles: {")
                .append(one(USERS))
                .append(": ")
                .append(one(ROLES))
                .append("}\n");
        text.append("group_roles: {/staff: ").append(one(ROLES)).append("}\n");
        text.append("rules:\n");
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            text.append("  - {name: r").append(i).append(", priority: ").append(random.nextInt(3));
            text.append(", action: ").append(one(List.of("allow", "deny")));
            text.append(", condition: {").append(conditions()).append("}}\n");
        }
        return text.toString();
    }

    private String permission() {
        String subject = one(List.of(one(TOOLS), one(RESOURCES), one(PROMPTS)));
        String resource = "\"mcp:" + one(SERVERS) + ":" + subject + "\"";
        return random.nextBoolean()
                ? resource
                : "{resource: " + resource + ", actions: ["
                        + one(List.of("invoke_tool", "read_resource", "get_prompt", "\"*\"")) + "]}";
    }

    private String conditions() {
        Set<String> conditions = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            String condition = condition();
            if (keys.add(condition.substring(0, condition.indexOf(':')))) {
                conditions.add(condition);
            }
        }
        if (!argumentConditions.isEmpty() && random.nextInt(3) == 0 && !keys.contains("when")) {
            asksForArguments = true;
            conditions.add(argumentConditions.removeFirst());
            conditions.removeIf(condition -> condition.startsWith("action:"));
            conditions.add("action: invoke_tool");
        }
        return String.join(", ", conditions);
    }

    private String condition() {
        return switch (random.nextInt(14)) {
            case 0 -> "user: [" + one(USERS) + ", \"r*\"]";
            case 1 -> "client: " + one(CLIENTS);
            case 2 -> "role: " + one(ROLES);
            case 3 -> "group: \"" + one(List.of("/staff", "/staff/*")) + "\"";
            case 4 -> "scope: \"tools:" + one(List.of("read", "*")) + "\"";
            case 5 -> "mcp_server: \"" + one(SERVERS) + "\"";
            case 6 -> "tag: " + one(List.of("warm", "all"));
            case 7 -> "action: " + one(List.of("invoke_tool", "read_resource", "get_prompt"));
            case 8 -> "tool: \"" + one(TOOLS) + "\"";
            case 9 -> "tool_name_pattern: \"" + one(List.of("get|put", ".*t$", "dro")) + "\"";
            case 10 -> "resource: \"" + one(RESOURCES) + "\"";
            case 11 -> "prompt: \"" + one(PROMPTS) + "\"";
            case 12 ->
                "annotations: {" + one(List.of("readOnlyHint", "destructiveHint", "idempotentHint")) + ": "
                        + random.nextBoolean() + "}";
            default -> random.nextInt(4) == 0 ? "time: {from: \"00:00\"}" : "when: \"" + one(WHENS) + "\"";
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Set<String> some(List<String> of) {
        return of.stream().filter(name -> random.nextBoolean()).collect(Collectors.toSet());
    }
}
