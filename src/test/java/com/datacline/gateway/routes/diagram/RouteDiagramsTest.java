package com.datacline.gateway.routes.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("routes")
class RouteDiagramsTest {
    private static final Path PAGES = Path.of("docs/diagrams");

    @Test
    void the_pages_of_this_repository_show_the_routes_as_they_are() throws IOException {
        assertThat(texts(PAGES, ".md"))
                .as("run: make diagrams")
                .isEqualTo(RouteDiagrams.of(texts(Path.of("routes"), ".camel.yaml")));
    }

    @Test
    void a_route_is_drawn_with_its_branches_and_with_what_it_does_when_something_breaks() {
        String page = RouteDiagrams.of(Map.of("tools/a.camel.yaml", """
                        - route:
                            id: a
                            description: Shows every kind of line.
                            from:
                              uri: direct:a
                              steps:
                                - choice:
                                    when:
                                      - simple: "${body} > 1"
                                        steps: [{setBody: {constant: "many"}}]
                                - doTry:
                                    steps: [{to: {uri: direct:b}}]
                                    doCatch:
                                      - exception: [java.io.IOException]
                                        steps: [{bean: {ref: failures, method: describe}}]
                                    doFinally:
                                      steps: [{bean: {ref: limits, method: release}}]
                                - filter: {simple: "${body} != null", steps: [{wireTap: {uri: direct:c}}]}
                        """)).get("tools-a.md");
        assertThat(page)
                .contains("# tools/a.camel.yaml", "## a", "Shows every kind of line.", "n0([\"direct:a\"])")
                .contains("n1 -->|\"${body} #gt; 1\"| n2", "n2[\"body = many\"]")
                .contains("n1 -->|\"otherwise\"| n3", "n2 --> n3", "n3[/\"try\"\\]")
                .contains("n3 -.->|\"IOException\"| n5", "n5[\"failures.describe\"]")
                .contains("n4 --> n6", "n5 --> n6", "n6[\"limits.release\"]")
                .contains("n7 -->|\"yes\"| n8", "wireTap direct:c");
    }

    @Test
    void all_routes_together_show_who_sends_to_whom_templates_too() {
        String page = RouteDiagrams.of(Map.of("a.camel.yaml", """
                        - route: {id: call, description: d, from: {uri: "direct:call", steps: [{toD: {uri: "direct:upstream-${body.server}"}}]}}
                        - routeTemplate: {id: upstream, description: d, route: {from: {uri: "direct:upstream-{{server}}", steps: []}}}
                        """)).get(RouteDiagrams.TOPOLOGY);
        assertThat(page).contains("r_call --> r_upstream", "| [a.camel.yaml](a.md) | call, upstream |");
    }

    private static Map<String, String> texts(Path folder, String ending) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(ending)).forEach(file -> {
                try {
                    texts.put(folder.relativize(file).toString(), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return texts;
    }
}
