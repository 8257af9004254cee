package com.datacline.gateway.catalogue;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedSchemaTest {

    @Test
    void references_to_the_root_are_led_to_the_new_place() {
        JsonNode nested = at("""
                {"$defs": {"a": {"type": "string"}}, "properties": {"x": {"$ref": "#/$defs/a"}, "y": {"$ref": "#"}}}
                """);
        assertThat(nested.at("/properties/x/$ref").asText()).isEqualTo("#/properties/arguments/$defs/a");
        assertThat(nested.at("/properties/y/$ref").asText()).isEqualTo("#/properties/arguments");
    }

    @Test
    void references_elsewhere_stay() {
        JsonNode nested = at("{\"items\": [{\"$ref\": \"https://example.com/a.json#/b\"}, {\"$ref\": \"#anchor\"}]}");
        assertThat(nested.at("/items/0/$ref").asText()).isEqualTo("https://example.com/a.json#/b");
        assertThat(nested.at("/items/1/$ref").asText()).isEqualTo("#anchor");
    }

    @Test
    void a_schema_with_an_id_is_a_root_of_its_own() {
        String own = "{\"$id\": \"https://example.com/a\", \"properties\": {\"x\": {\"$ref\": \"#/$defs/a\"}}}";
        assertThat(at(own)).isEqualTo(json(own));
        assertThat(at("{\"properties\": {\"p\": " + own + "}}").at("/properties/p"))
                .isEqualTo(json(own));
    }

    @Test
    void data_is_not_taken_for_a_schema() {
        String data = """
                {"const": {"$ref": "#/a"}, "default": {"$ref": "#/b"}, "enum": [{"$ref": "#/c"}],
                 "examples": [{"$ref": "#/d"}]}
                """;
        assertThat(at(data)).isEqualTo(json(data));
    }

    @Test
    void a_parameter_called_like_a_keyword_is_a_parameter() {
        JsonNode nested = at("""
                {"properties": {"default": {"$ref": "#/$defs/a"}, "enum": {"$ref": "#/$defs/a"},
                 "$id": {"type": "string"}, "x": {"$ref": "#/$defs/a"}}}
                """);
        for (String name : List.of("default", "enum", "x")) {
            assertThat(nested.at("/properties/" + name + "/$ref").asText())
                    .as(name)
                    .isEqualTo("#/properties/arguments/$defs/a");
        }
    }

    @Test
    void equal_schemas_stand_once_and_differing_ones_side_by_side() {
        JsonNode a = json("{\"$ref\": \"#/$defs/a\"}");
        JsonNode b = json("{\"$ref\": \"#/$defs/b\"}");
        assertThat(NestedSchema.at("/p", List.of(a, a))).isEqualTo(json("{\"$ref\": \"#/p/$defs/a\"}"));
        ObjectNode both = NestedSchema.at("/p", List.of(a, b, a));
        assertThat(both.path("anyOf")).hasSize(2);
        assertThat(both.at("/anyOf/1/$ref").asText()).isEqualTo("#/p/anyOf/1/$defs/b");
    }

    @Test
    void the_given_schema_stays_as_it_is() {
        JsonNode given = json("{\"$ref\": \"#/$defs/a\"}");
        NestedSchema.at("/p", List.of(given));
        assertThat(given).isEqualTo(json("{\"$ref\": \"#/$defs/a\"}"));
    }

    private static JsonNode at(String schema) {
        return NestedSchema.at("/properties/arguments", List.of(json(schema)));
    }
}
