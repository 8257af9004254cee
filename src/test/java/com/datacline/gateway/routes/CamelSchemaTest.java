package com.datacline.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor that knows Camel's own schema, such as Kaoto or VS Code, says of the files: nothing. */
@Tag("routes")
class CamelSchemaTest {
    private static final JsonSchema SCHEMA = schema();

    static List<Path> files() throws IOException {
        try (Stream<Path> routes = Files.walk(Path.of("routes"));
                Stream<Path> examples = Files.walk(Path.of("examples"))) {
            return Stream.concat(routes, examples)
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_what_the_schema_of_camel_wants(Path file) throws IOException {
        JsonNode tree = JsonMapper.builder()
                .build()
                .valueToTree(YamlDocument.read(Files.readString(file)).value());
        assertThat(SCHEMA.validate(tree)).isEmpty();
    }

    private static JsonSchema schema() {
        try (InputStream in = CamelSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
