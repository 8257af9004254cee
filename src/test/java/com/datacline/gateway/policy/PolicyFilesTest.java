package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datacline.gateway.yaml.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Policies and what they say: {@code cases/x.yaml} is a policy and requests with the answer to each, {@code bad/x.yaml} is
 * refused in the words of {@code bad/x.txt}. With {@code -Dpolicy.accept=true} the texts are written anew, to be read before
 * they are committed.
 */
class PolicyFilesTest {
    private static final Path FILES = Path.of("src/test/resources/policy");

    static List<Path> cases() throws IOException {
        return in("cases");
    }

    static List<Path> bad() throws IOException {
        return in("bad");
    }

    private static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_policy_says_what_its_cases_say(Path file) {
        assertThat(PolicyCases.run(file)).isNotEmpty().allSatisfy(outcome -> assertThat(outcome.said())
                .as("%s:%d %s", file, outcome.line(), outcome.request())
                .isEqualTo(outcome.expected()));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_policy_is_refused_with_all_its_faults_in_the_order_of_lines(Path file) throws IOException {
        InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> new PolicyReader().read(file));
        assertThat(refused).as("is refused").isNotNull();
        Path expected = Path.of(file.toString().replace(".yaml", ".txt"));
        if (Boolean.getBoolean("policy.accept")) {
            Files.writeString(expected, refused.getMessage() + "\n");
        }
        assertThat(refused.getMessage() + "\n").isEqualTo(Files.readString(expected));
        assertThat(refused.faults()).extracting(Fault::line).isSorted();
    }

    @Test
    void cases_that_make_no_sense_are_refused_with_their_lines(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), """
                default: allow
                ---
                requests:
                  - {user: u, server: s, tol: t, expect: allowed, because: the default}
                  - {user: u, server: s, tool: t, at: noon, expect: allowed, because: the default}
                """);

        InvalidPolicy refused = catchThrowableOfType(InvalidPolicy.class, () -> PolicyCases.run(file));

        assertThat(refused.getMessage())
                .contains("x.yaml:4 requests.0.tol: unknown key, did you mean \"tool\"?")
                .contains("x.yaml:5 requests.1.at: is no time such as");
    }

    @Test
    void the_example_names_its_schema_and_says_what_its_cases_say(@TempDir Path folder) throws IOException {
        String example = Files.readString(Path.of("examples/policy.yaml"));
        String cases = Files.readString(FILES.resolve("example-cases.yaml"));

        assertThat(example).startsWith("# yaml-language-server: $schema=../docs/reference/policy.schema.json\n");
        a_policy_says_what_its_cases_say(Files.writeString(folder.resolve("policy.yaml"), example + "---\n" + cases));
    }
}
