package com.datacline.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

@Tag("routes")
class RouteFilesTest {
    private static final Set<String> NAMED = Set.of("route", "routeTemplate", "routeConfiguration", "rest");

    static List<Path> files() {
        return RouteFiles.in(Path.of("routes"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_route_has_a_name_in_kebab_case_and_says_why_it_exists(Path file) throws IOException {
        for (Map<String, Map<String, Object>> entry : entries(file)) {
            entry.forEach((kind, body) -> {
                if (NAMED.contains(kind)) {
                    assertThat(String.valueOf(body.get("id"))).matches("[a-z0-9]+(-[a-z0-9]+)*");
                    assertThat(description(body))
                            .as("description of " + body.get("id"))
                            .isNotBlank();
                }
            });
        }
    }

    @Test
    void no_two_routes_share_a_name() throws IOException {
        Set<Object> seen = new HashSet<>();
        for (Path file : files()) {
            for (Map<String, Map<String, Object>> entry : entries(file)) {
                entry.forEach((kind, body) -> {
                    if (NAMED.contains(kind)) {
                        assertThat(seen.add(kind + body.get("id")))
                                .as("%s", body.get("id"))
                                .isTrue();
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void only_the_upstream_template_leads_to_a_server(Path file) throws IOException {
        List<String> addresses = new ArrayList<>();
        collect(new Yaml().load(Files.readString(file)), addresses);
        assertThat(addresses.stream().filter(uri -> uri.startsWith("mcp:")))
                .allMatch(uri -> file.endsWith("50-upstream.camel.yaml") && uri.equals("mcp:{{server}}"));
    }

    @Test
    void files_are_read_in_the_order_of_their_names() {
        assertThat(files()).isSorted().hasSizeGreaterThan(8);
    }

    private static String description(Map<String, Object> body) {
        Object own = body.get("description");
        Object inner = body.get("route") instanceof Map<?, ?> route ? route.get("description") : null;
        return String.valueOf(own != null ? own : inner != null ? inner : "");
    }

    private static List<Map<String, Map<String, Object>>> entries(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    private static void collect(Object node, List<String> found) {
        switch (node) {
            case Map<?, ?> map -> map.values().forEach(value -> collect(value, found));
            case List<?> list -> list.forEach(item -> collect(item, found));
            case String text -> found.add(text);
            case null, default -> {}
        }
    }

    @Test
    void folders_are_read_through_links_and_as_kubernetes_mounts_them(@TempDir Path folder) throws IOException {
        Path hidden = Files.createDirectories(folder.resolve("mounted/..2026_11_27"));
        Files.writeString(hidden.resolve("a.camel.yaml"), "[]");
        Path tools = folder.resolve("mounted");
        Files.createSymbolicLink(tools.resolve("..data"), Path.of("..2026_11_27"));
        Files.createSymbolicLink(tools.resolve("a.camel.yaml"), Path.of("..data/a.camel.yaml"));
        Path routes = Files.createDirectories(folder.resolve("routes"));
        Files.createSymbolicLink(routes.resolve("tools"), tools);
        Path link = Files.createSymbolicLink(folder.resolve("link"), routes);

        for (Path start : List.of(routes, link)) {
            assertThat(RouteFiles.read(start)).extracting(RouteFile::name).containsExactly("tools/a.camel.yaml");
            assertThat(RouteFiles.strays(start)).isEmpty();
        }
    }

    @Test
    void a_folder_that_leads_to_itself_is_said(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "[]");
        Files.createSymbolicLink(folder.resolve("tools"), folder);

        assertThatThrownBy(() -> RouteFiles.read(folder))
                .isInstanceOf(InvalidRoutes.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("tools");
    }
}
