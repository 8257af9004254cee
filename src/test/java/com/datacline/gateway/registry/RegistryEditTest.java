package com.datacline.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.yaml.Unchangeable;
import com.datacline.gateway.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes registries of all kinds: this repository's own and hand-made ugly ones. */
class RegistryEditTest {
    private static final Map<String, Object> ENTRY = entry();

    static Stream<Path> registries() throws IOException {
        return Stream.of(
                        Stream.of(Path.of("mcp_servers.yaml"), Path.of("examples/rest-apis.yaml")),
                        Files.list(Path.of("src/test/resources/registry/good")),
                        Files.list(Path.of("src/test/resources/registry/ugly")))
                .flatMap(files -> files)
                .sorted()
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file -> !file.endsWith("no-servers.yaml"));
    }

    @ParameterizedTest
    @MethodSource("registries")
    void a_server_that_is_added_and_removed_leaves_the_file_as_it_was(Path file) throws IOException {
        String text = Files.readString(file);

        String more = new RegistryEdit.Add("new-server", ENTRY).apply(text);

        assertThat(withoutBlanks(more)).hasSizeGreaterThan(withoutBlanks(text).length());
        assertThat(servers(more)).containsEntry("new-server", ENTRY);
        assertThat(new RegistryEdit.Remove("new-server").apply(more)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void two_that_are_added_can_be_removed_in_either_order(Path file) throws IOException {
        String text = Files.readString(file);

        String two = new RegistryEdit.Add("two", Map.of("url", "http://localhost:2/mcp"))
                .apply(new RegistryEdit.Add("one", ENTRY).apply(text));

        assertThat(new RegistryEdit.Remove("one").apply(new RegistryEdit.Remove("two").apply(two)))
                .isEqualTo(text);
        assertThat(new RegistryEdit.Remove("two").apply(new RegistryEdit.Remove("one").apply(two)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("registries")
    void to_enable_or_disable_changes_that_key_only(Path file) throws IOException {
        String text = Files.readString(file);
        for (String name : servers(text).keySet()) {
            for (boolean enabled : new boolean[] {false, true}) {
                String changed;
                try {
                    changed = new RegistryEdit.Enable(name, enabled).apply(text);
                } catch (Unchangeable e) {
                    // Others share the entry: the edit says so, and makes nothing of it.
                    assertThat(file).hasFileName("anchors.yaml");
                    assertThat(name).isEqualTo("a");
                    continue;
                }
                assertOnlyEnabledDiffers(text, changed);
                assertThat(new RegistryEdit.Enable(name, enabled).apply(changed))
                        .isEqualTo(changed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("registries")
    void each_server_can_be_removed_and_replaced_without_touching_another(Path file) throws IOException {
        String text = Files.readString(file);
        for (String name : servers(text).keySet()) {
            for (RegistryEdit edit : List.of(new RegistryEdit.Remove(name), new RegistryEdit.Replace(name, ENTRY))) {
                try {
                    Map<String, Object> wanted = new LinkedHashMap<>(servers(text));
                    wanted.remove(name);
                    Map<String, Object> found = new LinkedHashMap<>(servers(edit.apply(text)));
                    found.remove(name);
                    assertThat(found).isEqualTo(wanted);
                } catch (Unchangeable e) {
                    assertThat(text).as("%s %s", file, edit).contains("&");
                }
            }
        }
    }

    @Test
    void a_server_goes_with_the_comment_right_above_it_and_leaves_the_others_theirs() {
        String text = """
                servers:
                  # about a
                  a:
                    url: http://a

                  # about b
                  b:
                    url: http://b
                    # enabled: false

                  # c: later
                # end
                """;

        assertThat(new RegistryEdit.Remove("b").apply(text)).isEqualTo("""
                servers:
                  # about a
                  a:
                    url: http://a

                  # c: later
                # end
                """);
        assertThat(new RegistryEdit.Remove("a").apply(text)).startsWith("servers:\n  # about b\n  b:\n");
    }

    @Test
    void a_new_server_stands_behind_the_last_as_far_from_it_as_the_others_are() {
        String close = "servers:\n  a:\n    url: http://a\n  b:\n    url: http://b\n\n# end\n";
        String apart = "servers:\n  a:\n    url: http://a\n\n  b:\n    url: http://b\n\n# end\n";

        assertThat(new RegistryEdit.Add("c", Map.of("url", "http://c")).apply(close))
                .isEqualTo(close.replace("\n\n# end", "\n  c:\n    url: http://c\n\n# end"));
        assertThat(new RegistryEdit.Add("c", Map.of("url", "http://c")).apply(apart))
                .isEqualTo(apart.replace("\n\n# end", "\n\n  c:\n    url: http://c\n\n# end"));
    }

    @Test
    void a_registry_without_servers_gets_its_first_and_is_left_with_an_empty_mapping() {
        RegistryEdit add = new RegistryEdit.Add("a", Map.of("url", "http://a"));
        RegistryEdit remove = new RegistryEdit.Remove("a");

        assertThat(Stream.of("", "servers:\n", "servers: {}\n", "servers: null\n", "servers: ~\n"))
                .allSatisfy(text -> {
                    String one = add.apply(text);
                    assertThat(one).isEqualTo("servers:\n  a:\n    url: http://a\n");
                    assertThat(remove.apply(one)).isEqualTo("servers: {}\n");
                });
        assertThat(add.apply("# mine")).isEqualTo("# mine\nservers:\n  a:\n    url: http://a\n");
        assertThat(add.apply("servers: # none\n  # yet\n"))
                .isEqualTo("servers: # none\n  a:\n    url: http://a\n  # yet\n");
        assertThat(remove.apply("servers: # one\n  a:\n    url: http://a\n")).isEqualTo("servers: {} # one\n");
        assertThat(remove.apply("servers: &all\n  a:\n    url: http://a\n")).isEqualTo("servers: &all {}\n");
    }

    @Test
    void what_others_refer_to_is_not_taken_away_from_them() {
        String text = "servers:\n  a: &a\n    url: http://a\n  b: *a\n";

        assertThatThrownBy(() -> new RegistryEdit.Remove("a").apply(text))
                .isInstanceOf(Unchangeable.class)
                .hasMessageContaining("anchor");
        assertThatThrownBy(() -> new RegistryEdit.Enable("a", false).apply(text))
                .isInstanceOf(Unchangeable.class);
        assertThatThrownBy(() -> new RegistryEdit.Enable("b", false).apply(text))
                .isInstanceOf(Unchangeable.class)
                .hasMessageContaining("alias");
        assertThat(new RegistryEdit.Remove("b").apply(text)).isEqualTo("servers:\n  a: &a\n    url: http://a\n");
    }

    @Test
    void texts_that_yaml_would_take_for_something_else_are_quoted() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("url", "http://a");
        entry.put("description", "yes: # no\n\ttwo lines \"quoted\" ");
        entry.put("tags", List.of("true", "12", "null", "a, b", "[c]", "*d", "é😀"));

        String text = new RegistryEdit.Add("on", entry).apply("servers:\n");

        assertThat(servers(text)).containsEntry("on", entry);
    }

    private static Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("url", "https://mcp.example.com");
        entry.put("type", "http");
        entry.put("timeout", 30);
        entry.put("enabled", true);
        entry.put("description", "What: it # does");
        entry.put("tags", List.of("a", "b"));
        entry.put("auth", Map.of("method", "bearer"));
        return entry;
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s", "");
    }

    /** What differs is one run of characters: a part of the word, or the key with its word where there was nothing. */
    private static void assertOnlyEnabledDiffers(String text, String changed) {
        int shorter = Math.min(text.length(), changed.length());
        int before = 0;
        while (before < shorter && text.charAt(before) == changed.charAt(before)) {
            before++;
        }
        int behind = 0;
        while (behind < shorter - before
                && text.charAt(text.length() - 1 - behind) == changed.charAt(changed.length() - 1 - behind)) {
            behind++;
        }
        String old = text.substring(before, text.length() - behind);
        String now = changed.substring(before, changed.length() - behind);
        assertThat(old + "|" + now)
                .matches("(tru|fals)\\|(tru|fals)|\\||\\|[\\s,\"]*enabled\"?: (true|false)[\\s,\"]*");
    }

    private static Map<String, Object> servers(String text) {
        Map<String, Object> servers = new LinkedHashMap<>();
        if (YamlDocument.read(text).value() instanceof Map<?, ?> root && root.get("servers") instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> servers.put(String.valueOf(name), entry));
        }
        return servers;
    }
}
