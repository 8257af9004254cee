package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    @Test
    void every_variable_that_is_read_is_in_the_reference_and_no_other() throws IOException {
        Set<String> read = found("src/main/resources/application.yaml", "\\$\\{([A-Z_]+)");
        Set<String> described = found("docs/reference/configuration.md", "\\n\\| `([A-Z_]+)`");

        assertThat(described).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void the_example_environment_holds_known_variables_only() throws IOException {
        Set<String> described = found("docs/reference/configuration.md", "\\n\\| `([A-Z_]+)`");
        described.addAll(found("docker-compose.yml", "\\$\\{([A-Z_]+)"));

        assertThat(described).containsAll(found(".env.example", "\\n(?:# )?([A-Z_]+)="));
    }

    private static Set<String> found(String file, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).isNotEmpty();
        return found;
    }
}
