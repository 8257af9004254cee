package com.datacline.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryEditorTest {
    private static final String TEXT = "servers:\n  a:\n    url: http://localhost:3000/mcp\n";
    private static final RegistryEdit ADD = new RegistryEdit.Add("b", Map.of("url", "http://localhost:3001/mcp"));

    @TempDir
    Path folder;

    @Test
    void a_file_that_is_not_there_is_made() throws IOException {
        Path file = folder.resolve("mcp_servers.yaml");

        RegistryEditor.of(file).make(ADD);

        assertThat(file).hasContent("servers:\n  b:\n    url: http://localhost:3001/mcp\n");
        assertThat(left()).containsExactly("mcp_servers.yaml");
    }

    @Test
    void what_no_gateway_would_take_is_not_written() throws IOException {
        Path file = file();

        assertThatThrownBy(() -> RegistryEditor.of(file)
                        .make(new RegistryEdit.Add("b__c", Map.of("url", "ftp://x", "timeout", -1))))
                .isInstanceOf(InvalidRegistry.class)
                .hasMessageContaining("servers.yaml:5 servers.b__c: is no name")
                .hasMessageContaining("servers.b__c.timeout: must be positive")
                .hasMessageContaining("servers.b__c.url: must be");
        assertThat(file).hasContent(TEXT);
        assertThat(left()).containsExactly("servers.yaml");
    }

    @Test
    void the_mode_of_the_file_stays() throws IOException {
        Path file = file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        RegistryEditor.of(file).make(ADD);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path file = file();
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

        RegistryEditor.of(link).make(ADD);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).contains("  b:\n");
    }

    @Test
    void an_edit_of_somebody_else_is_not_lost() throws IOException {
        Path file = file();
        RegistryEditor editor = RegistryEditor.of(file);
        Files.writeString(file, TEXT + "# mine\n");

        assertThatThrownBy(() -> editor.make(ADD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("meanwhile");
        assertThat(file).hasContent(TEXT + "# mine\n");
    }

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("servers.yaml"), TEXT);
    }

    private Stream<String> left() throws IOException {
        return Files.list(folder).map(file -> file.getFileName().toString());
    }
}
