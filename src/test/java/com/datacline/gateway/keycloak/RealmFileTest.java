package com.datacline.gateway.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmFileTest {
    @TempDir
    Path folder;

    @Test
    void variables_and_their_defaults_are_filled_in_whatever_characters_they_have() throws IOException {
        RealmFile file = read(
                "{\"realm\": \"r\", \"a\": \"${A}\", \"b\": \"${B:http://localhost:8000/mcp}\", \"c\": \"${role_x}\"}",
                Map.of("A", "sec\"ret$1\\"));

        assertThat(file.realm().path("a").asText()).isEqualTo("sec\"ret$1\\");
        assertThat(file.realm().path("b").asText()).isEqualTo("http://localhost:8000/mcp");
        assertThat(file.realm().path("c").asText()).isEqualTo("${role_x}");
        assertThat(file.name()).isEqualTo("r");
    }

    @Test
    void the_realm_of_this_project_needs_no_variable() {
        assertThat(RealmFile.read(Path.of("keycloak/realm.json"), name -> null)
                        .realm()
                        .toString())
                .doesNotContainPattern("\\$\\{[A-Z]");
    }

    @Test
    void what_is_wrong_is_said_with_its_place() {
        assertThatThrownBy(() -> read("{\"realm\": \"${A}\"}", Map.of())).hasMessageContaining("the variable A");
        assertThatThrownBy(() -> read("{\n\"realm\": ]", Map.of())).hasMessageContaining("realm.json:2 is not JSON");
        assertThatThrownBy(() -> read("{}", Map.of())).hasMessageContaining("holds no realm");
        assertThatThrownBy(() -> RealmFile.read(folder.resolve("none.json"), name -> null))
                .hasMessageContaining("there is no file");
    }

    private RealmFile read(String text, Map<String, String> variables) throws IOException {
        return RealmFile.read(Files.writeString(folder.resolve("realm.json"), text), variables::get);
    }
}
