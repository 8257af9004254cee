package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
    private static final Facts NOTHING_KNOWN = new Facts() {
        @Override
        public JsonNode annotations(String server, String tool) {
            return MissingNode.getInstance();
        }

        @Override
        public List<String> tags(String server) {
            return List.of("production");
        }
    };

    @Test
    void the_policy_of_the_seed_allows_what_it_says_and_denies_the_rest() throws IOException {
        PolicyRules rules = rules("""
                roles:
                  analyst:
                    permissions:
                      - {resource: "mcp:prod-server:read_only_tool", actions: [invoke_tool]}
                      - mcp:dev-*:*
                user_roles: {ana: analyst}
                rules:
                  - name: no-destruction
                    condition: {tool_name_pattern: ".*delete.*|.*drop.*|.*truncate.*"}
                    action: deny
                    priority: 100
                """);

        assertThat(ask(rules, "ana", "prod-server", "read_only_tool", "{}")).isEqualTo("yes: role \"analyst\":4");
        assertThat(ask(rules, "ana", "prod-server", "other", "{}")).startsWith("no: no rule or role");
        assertThat(ask(rules, "bob", "prod-server", "read_only_tool", "{}")).startsWith("no: no rule or role");
        assertThat(ask(rules, "ana", "dev-1", "drop_table", "{}")).isEqualTo("no: rule \"no-destruction\":8");
        assertThat(ask(rules, "ana", "dev-1", "select", "{}")).startsWith("yes");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_denies() throws IOException {
        PolicyRules rules = rules("""
                default: allow
                rules:
                  - {name: small, action: allow, condition: {when: "args.limit <= 100"}}
                """);

        assertThat(ask(rules, "ana", "a", "t", "{\"limit\": 7}")).isEqualTo("yes: rule \"small\":3");
        assertThat(ask(rules, "ana", "a", "t", "{\"limit\": 700}")).isEqualTo("yes: the default:0");
        assertThat(ask(rules, "ana", "a", "t", "{}")).startsWith("no: rule \"small\", which cannot be evaluated");
        assertThat(ask(rules, "ana", "a", "t", "{\"limit\": \"7\"}")).startsWith("no: ");
        assertThat(ask(rules, "ana", "a", "t", "{\"limit\": 92233720368547758070}"))
                .startsWith("no: ");
    }

    @Test
    void what_is_open_is_a_yes_only_if_it_could_become_one() throws IOException {
        PolicyRules rules = rules("""
                rules:
                  - {name: never, priority: 3, action: deny, condition: {tool: drop}}
                  - {name: not-prod, priority: 2, action: deny, condition: {arguments: {env: "prod*"}}}
                  - {name: readers, priority: 1, action: allow, condition: {annotations: {destructiveHint: true}}}
                """);

        assertThat(ask(rules, "ana", "a", "drop", null)).startsWith("no: rule \"never\"");
        assertThat(ask(rules, "ana", "a", "select", null)).startsWith("yes: rule \"readers\"");
        assertThat(ask(rules, "ana", "a", "select", "{\"env\": \"production\"}"))
                .startsWith("no: rule \"not-prod\"");
        assertThat(ask(rules, "ana", "a", "select", "{\"env\": \"test\"}")).startsWith("yes");
        assertThat(ask(rules, "ana", "a", null, null)).startsWith("yes");
    }

    @Test
    void a_file_is_refused_with_all_its_faults_and_their_lines() {
        assertThatThrownBy(() -> rules("""
                roles:
                  analyst: {permissions: ["prod:tool"]}
                user_roles: {ana: [analist]}
                rules:
                  - {name: one, action: permit}
                  - name: two
                    action: deny
                    condition:
                      tool_name_pattern: "("
                      when: "args.limit <"
                      usr: ana
                """))
                .isInstanceOf(InvalidPolicy.class)
                .hasMessageContaining("policy.yaml:2 roles.analyst.permissions.0: must be mcp:<server>:<tool>")
                .hasMessageContaining("policy.yaml:3 user_roles.ana: no role is named \"analist\"")
                .hasMessageContaining("policy.yaml:5 rules.0.action: must be one of allow, deny, was \"permit\"")
                .hasMessageContaining("policy.yaml:11 rules.1.condition.usr: unknown key, did you mean \"user\"?");
    }

    private static PolicyRules rules(String text) {
        return new PolicyReader().read("policy.yaml", text);
    }

    private static String ask(
            PolicyRules rules, String user, String server, @Nullable String tool, @Nullable String arguments)
            throws IOException {
        Caller caller = new Caller(user, Set.of(), Set.of(), Set.of());
        Ruling ruling = rules.answer(new Question(
                caller,
                rules.roles(caller),
                Kind.INVOKE_TOOL,
                server,
                tool,
                arguments == null ? null : WireJson.MAPPER.readTree(arguments),
                NOTHING_KNOWN,
                Instant.parse("2026-11-27T12:00:00Z")));
        return (ruling.allowed() ? "yes: " : "no: ") + ruling.because() + ":" + ruling.line();
    }
}
