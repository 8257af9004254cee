package com.datacline.gateway.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Kamelets are such as Kaoto and Camel's own tools read: named like their files, each property described and used. */
class KameletFilesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    static Stream<Path> files() throws IOException {
        return Files.list(Path.of("src/main/resources/kamelets")).sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_kamelet_says_what_it_is_and_uses_what_it_asks_for(Path file) throws IOException {
        JsonNode kamelet = new YAMLMapper().readTree(Files.readString(file));
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(file).hasFileName(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
        JsonNode definition = kamelet.at("/spec/definition");
        assertThat(definition.path("title").asText()).isNotEmpty();
        assertThat(definition.path("description").asText()).startsWith("For shape:");
        Set<String> known = new TreeSet<>();
        definition.path("properties").properties().forEach(property -> {
            known.add(property.getKey());
            assertThat(property.getValue().path("title").asText()).isNotEmpty();
            assertThat(property.getValue().path("description").asText()).isNotEmpty();
            assertThat(property.getValue().path("type").asText()).isIn("string", "boolean");
        });
        definition.path("required").forEach(name -> assertThat(known).contains(name.asText()));
        known.forEach(name -> assertThat(definition.at("/properties/" + name).has("default")
                        || definition.path("required").valueStream().anyMatch(one -> one.asText()
                                .equals(name)))
                .as(name + " has a default or is required")
                .isTrue());
        kamelet.at("/spec/template/beans")
                .forEach(bean -> known.add(bean.path("name").asText()));

        Set<String> used = new TreeSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(kamelet.at("/spec/template").toString());
        while (placeholder.find()) {
            used.add(placeholder.group(1));
        }
        assertThat(used).isEqualTo(known);
        assertThat(kamelet.at("/spec/template/from/uri").asText()).isEqualTo("kamelet:source");
    }
}
