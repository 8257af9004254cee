package com.datacline.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesServerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void an_entry_of_its_own_says_what_can_be_said() {
        McpServer server = read("""
                servers:
                  mine: {type: routes, prefix: "", tags: [x], tools: [a], timeout: 5, description: d, pin_tools: true}
                """).servers().get("mine");

        assertThat(server.address()).isInstanceOf(Address.Routes.class);
        assertThat(server.exposedName("a")).isEqualTo("a");
        assertThat(server.timeout()).hasSeconds(5);
    }

    @ParameterizedTest
    @CsvSource({"url, http://h/", "auth, {method: none}", "command, x", "env, {A: b}", "protocol, legacy"})
    void an_entry_has_no_address_and_no_credential(String key, String value) {
        assertThatThrownBy(() -> read("servers:\n  mine:\n    type: routes\n    " + key + ": " + value + "\n"))
                .hasMessageContaining(key + ": does not go with type: routes");
    }

    @Test
    void there_is_one_of_them() {
        assertThatThrownBy(() -> read("servers: {one: {type: routes}, two: {type: routes}}"))
                .hasMessageContaining("one server only can be of type: routes, and one is");
    }

    @Test
    void a_registry_without_one_can_have_one() {
        Registry registry = read("servers: {a: {url: \"http://h/\", tags: [all, \"x-y\"]}}");

        McpServer server = registry.withRoutes(List.of("all", "new", "x_y", "new"), TIMEOUT)
                .servers()
                .get("routes");

        assertThat(server.address()).isInstanceOf(Address.Routes.class);
        assertThat(server.exposedName("t")).isEqualTo("routes__t");
        assertThat(server.tags()).containsExactly("all", "new");
        assertThat(server.timeout()).isEqualTo(TIMEOUT);
        assertThat(server.enabled()).isTrue();
        assertThat(server.pinTools()).isEqualTo(Pinning.FALSE);
        assertThat(registry.servers()).doesNotContainKey("routes");
    }

    @ParameterizedTest
    @CsvSource({
        "'{mine: {type: routes, enabled: false}}'",
        "'{routes: {url: \"http://h/\"}}'",
        "'{x: {url: \"http://h/\", prefix: routes}}'"
    })
    void what_is_taken_is_not_taken_away(String servers) {
        Registry registry = read("servers: " + servers);

        assertThat(registry.withRoutes(List.of(), TIMEOUT)).isEqualTo(registry);
    }

    private static Registry read(String yaml) {
        return new RegistryReader(TIMEOUT).read("mcp_servers.yaml", yaml);
    }
}
