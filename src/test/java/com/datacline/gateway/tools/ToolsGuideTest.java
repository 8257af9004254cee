package com.datacline.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows are the files that {@link ToolExamplesTest} runs. */
class ToolsGuideTest {
    private static final Path EXAMPLES = Path.of("examples/tools");

    @Test
    void the_guide_shows_the_examples_as_they_are() throws IOException {
        String guide = Files.readString(Path.of("docs/guides/tools.md"));
        List<Path> files;
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            files = all.toList();
        }

        assertThat(files).hasSize(6);
        for (Path file : files) {
            assertThat(guide).contains("```yaml\n" + Files.readString(file) + "```\n");
        }
    }

    @Test
    void a_sql_tool_takes_less_than_ten_lines() throws IOException {
        assertThat(Files.readAllLines(EXAMPLES.resolve("order-status.camel.yaml")))
                .hasSizeLessThan(10);
    }
}
