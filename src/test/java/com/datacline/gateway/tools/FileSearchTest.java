package com.datacline.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSearchTest {
    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(root.resolve("handbook/travel")).getParent();
        Files.writeString(folder.resolve("a.md"), "one\nHoliday needs leave\n");
        Files.writeString(folder.resolve("travel/b.txt"), "no holiday, here\n");
        Files.write(folder.resolve("c.md"), new byte[] {(byte) 0xff, 'h', 'o', 'l', 'i', 'd', 'a', 'y'});
        Files.writeString(root.resolve("secret.md"), "holiday secret\n");
        Files.createSymbolicLink(folder.resolve("link.md"), root.resolve("secret.md"));
        Files.createSymbolicLink(folder.resolve("up"), root);
    }

    @Test
    void lines_are_found_with_file_and_number() throws IOException {
        assertThat(search("HOLIDAY", null))
                .isEqualTo("{\"matches\":[{\"file\":\"a.md\",\"line\":2,\"text\":\"Holiday needs leave\"},"
                        + "{\"file\":\"travel/b.txt\",\"line\":1,\"text\":\"no holiday, here\"}],\"more\":false}");
        assertThat(search("holiday", "*.txt")).contains("b.txt").doesNotContain("a.md");
        assertThat(search("holiday", "travel/**")).contains("b.txt").doesNotContain("a.md");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"../*", "../secret.md", "/etc/**", "**/../*", "up/*", "link.md", "**", "up/**"})
    void nothing_outside_of_the_folder_is_read(String files) throws IOException {
        assertThat(search("holiday", files)).doesNotContain("secret");
    }

    @Test
    void many_matches_are_cut_and_it_says_so() throws IOException {
        Files.writeString(folder.resolve("many.md"), "holiday\n".repeat(80));

        assertThat(search("holiday", "many.md"))
                .contains("\"line\":50", "\"more\":true")
                .doesNotContain("\"line\":51");
    }

    @Test
    void a_pattern_that_is_none_is_said_to_be() {
        assertThatThrownBy(() -> search("x", "[")).isInstanceOf(ToolFailed.class);
        assertThatThrownBy(() -> search(" ", null)).isInstanceOf(ToolFailed.class);
    }

    private String search(String text, String files) throws IOException {
        return new FileSearch().search(folder.toString(), text, files).toString();
    }
}
