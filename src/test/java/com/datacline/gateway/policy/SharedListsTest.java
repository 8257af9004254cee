package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who shares a list with whom. The list that somebody sees is always the one that would be found out anew. */
class SharedListsTest {
    private static final Caller ANA = caller("ana", Set.of("reader"), Set.of("/a"), Set.of("mcp"));
    private static final Caller BEN = caller("ben", Set.of("reader"), Set.of("/a"), Set.of("mcp"));
    private static final Caller EVE = caller("eve", Set.of("reader"), Set.of("/e"), Set.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));
    private final AtomicReference<PolicyRules> rules = new AtomicReference<>();
    private final Policy policy = new Policy(() -> Optional.of(rules.get()), Facts.NONE, now::get);
    private final Listing all = listing("get", "put", "drop", "ana_own", "ben_own");

    @TempDir
    Path folder;

    @Test
    void callers_with_the_same_rights_share_one_list_and_others_do_not() throws IOException {
        force("default: deny\nroles: {reader: {permissions: [\"mcp:s:*\"]}}\n"
                + "rules:\n  - {name: r, action: deny, condition: {group: /e, tool: drop}}\n");

        assertThat(seen(ANA)).isSameAs(seen(BEN)).hasSize(5);
        assertThat(seen(EVE)).hasSize(4).isNotSameAs(seen(ANA));
        assertThat(seen(caller("x", Set.of(), Set.of(), Set.of()))).isEmpty();
        assertThat(seen(caller("y", Set.of("other"), Set.of("/z"), Set.of("s"))))
                .isSameAs(seen(caller("x", Set.of(), Set.of(), Set.of())));
        assertThat(policy.visible(all, null).entries()).isEmpty();
    }

    @Test
    void a_rule_about_one_user_parts_that_user_from_the_others() throws IOException {
        force("default: allow\nrules:\n  - {name: r, action: deny, condition: {user: ana, tool: \"*\"}}\n");

        assertThat(seen(ANA)).isEmpty();
        assertThat(seen(BEN)).hasSize(5);
        assertThat(seen(EVE)).isSameAs(seen(BEN));
    }

    @Test
    void scopes_and_clients_count() throws IOException {
        force("default: deny\nrules:\n  - {name: r, action: allow, condition: {scope: mcp, tool: get}}\n"
                + "  - {name: q, action: allow, condition: {client: app, tool: put}}\n");

        assertThat(names(ANA)).containsExactly("get");
        assertThat(names(EVE)).isEmpty();
        assertThat(names(new Caller("i", "n", "app", Set.of(), Set.of(), Set.of(), null)))
                .containsExactly("put");
    }

    @Test
    void the_time_counts_to_the_minute() throws IOException {
        force("default: deny\nrules:\n"
                + "  - {name: r, action: allow, condition: {time: {from: \"09:00\", to: \"17:00\"}, tool: get}}\n");

        assertThat(names(ANA)).containsExactly("get");
        now.set(Instant.parse("2026-11-27T16:59:59Z"));
        assertThat(names(ANA)).containsExactly("get");
        now.set(Instant.parse("2026-11-27T17:00:00Z"));
        assertThat(names(ANA)).isEmpty();
        now.set(Instant.parse("2026-11-28T09:00:00Z"));
        assertThat(names(ANA)).containsExactly("get");
    }

    @Test
    void what_an_expression_looks_at_counts() throws IOException {
        force("default: deny\nrules:\n"
                + "  - {name: r, action: allow, condition: {when: \"subject.startsWith(caller.name)\"}}\n"
                + "  - {name: q, action: allow, condition: {when: \"'mcp' in caller.scopes\", tool: get}}\n");

        assertThat(names(ANA)).containsExactly("get", "ana_own");
        assertThat(names(BEN)).containsExactly("get", "ben_own");
        assertThat(names(EVE)).isEmpty();
        assertThat(seen(ANA)).isSameAs(seen(ANA));
    }

    @Test
    void an_expression_about_the_time_and_the_tool_at_once_is_asked_anew() throws IOException {
        force(
                "default: deny\nrules:\n"
                        + "  - {name: r, action: allow, condition: {when: \"now < timestamp('2026-11-27T11:00:00Z') || subject == 'put'\"}}\n");

        assertThat(names(ANA)).hasSize(5);
        now.set(Instant.parse("2026-11-27T11:00:00Z"));
        assertThat(names(ANA)).containsExactly("put");
    }

    @Test
    void an_expression_that_fails_for_one_caller_hides_from_that_one_only() throws IOException {
        force("default: allow\nrules:\n"
                + "  - {name: r, action: deny, condition: {when: \"caller.groups[0] == '/e'\"}}\n");

        assertThat(names(ANA)).hasSize(5);
        assertThat(names(EVE)).isEmpty();
        assertThat(names(caller("x", Set.of(), Set.of(), Set.of()))).isEmpty();
    }

    @Test
    void another_policy_and_another_list_are_looked_at_anew() throws IOException {
        force("default: allow\n");
        assertThat(names(ANA)).hasSize(5);
        force("default: deny\n");
        assertThat(names(ANA)).isEmpty();
        force("default: allow\n");
        assertThat(policy.visible(listing("one"), ANA).entries()).hasSize(1);
        assertThat(names(ANA)).hasSize(5);
    }

    private List<Listing.Entry> seen(Caller caller) {
        List<Listing.Entry> seen = policy.visible(all, caller).entries();
        assertThat(seen)
                .containsExactlyElementsOf(all.entries().stream()
                        .filter(entry -> policy.sight(caller)
                                .sees(Action.LIST_TOOLS, entry.places().getFirst()))
                        .toList());
        return seen;
    }

    private List<String> names(Caller caller) {
        return seen(caller).stream()
                .map(entry -> entry.definition().path("name").asText())
                .toList();
    }

    private void force(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), text);
        rules.set(new PolicyFile(new PolicyProperties(file)).get().orElseThrow());
    }

    private static Caller caller(String name, Set<String> roles, Set<String> groups, Set<String> scopes) {
        return new Caller(name, roles, groups, scopes);
    }

    private static Listing listing(String... tools) {
        List<Listing.Entry> entries = Stream.of(tools)
                .map(tool -> new Listing.Entry(
                        new Place("s", tool),
                        JsonNodeFactory.instance.objectNode().put("name", tool)))
                .toList();
        return new Listing(Action.LIST_TOOLS, entries, null, Duration.ofMinutes(1));
    }
}
