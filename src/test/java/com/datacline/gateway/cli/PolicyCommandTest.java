package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String CASES = "src/test/resources/policy/cases";

    @TempDir
    private Path folder;

    @Test
    void an_explanation_names_what_decides_and_its_line() {
        assertThat(explain("ana", "elk-events", "delete_index", "--roles", "gateway-admin"))
                .isEqualTo("denied  rule \"no-destruction\"  (policy.yaml:26)\n");
        assertThat(explain("ana", "elk-events", "search_logs", "--roles", "x,mcp-user", "--args", "{\"limit\":1}"))
                .isEqualTo("allowed  role \"mcp-user\"  (policy.yaml:13)\n");
        assertThat(explain("ana", "elk-events", "search_logs")).isEqualTo("denied  no rule or role allows it\n");
        assertThat(explain("ana", "any", "resource:log://a:b", "--groups", "/staff,/admins"))
                .isEqualTo("allowed  role \"gateway-admin\"  (policy.yaml:9)\n");
        assertThat(explain("ana", "elk-campaign-eu", "prompt:query_data", "--groups", "/analysts"))
                .startsWith("denied");
        assertThat(explain("ana", "elk-events", "query_data", "--roles", "mcp-user", "--at", "2026-11-27T12:00:00Z"))
                .startsWith("allowed  rule \"raw-queries-on-working-days\"");
    }

    @Test
    void it_says_when_other_arguments_might_do() throws IOException {
        Path file = Files.writeString(
                folder.resolve("p.yaml"), "rules: [{name: a, action: allow, condition: {arguments: {env: test}}}]\n");

        Terminal without = run("ana", "s", "t", "--policy", file.toString());
        assertThat(without.code()).isZero();
        assertThat(without.out())
                .startsWith("denied  no rule or role allows it\n")
                .contains("--args JSON");

        assertThat(json(run("ana", "s", "t", "--policy", file.toString(), "--json")
                        .out()))
                .isEqualTo(json("{\"allowed\":false,\"because\":\"no rule or role allows it\",\"file\":\"p.yaml\","
                        + "\"line\":null,\"depends_on_arguments\":true}"));
        assertThat(run("ana", "s", "t", "--policy", file.toString(), "--args", "{\"env\":\"test\"}")
                        .out())
                .isEqualTo("allowed  rule \"a\"  (p.yaml:1)\n");
    }

    @Test
    void a_file_is_checked_with_all_its_faults_and_their_lines() {
        Terminal sound = Terminal.run("policy", "check", "examples/policy.yaml");
        assertThat(sound.code()).isZero();
        assertThat(sound.out()).isEqualTo("examples/policy.yaml is sound: 3 rules, 3 roles\n");

        Terminal broken = Terminal.run("policy", "check", "src/test/resources/policy/bad/shape.yaml");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("shape.yaml:1 default", "shape.yaml:8 rules.0.action", "try: datacline");
        assertThat(Terminal.run("policy", "check", "nowhere.yaml").err()).contains("no such file");
    }

    @Test
    void cases_are_run_and_what_fails_is_shown_with_its_line() throws IOException {
        Terminal all = Terminal.run("policy", "test", CASES);
        assertThat(all.code()).as(all.out()).isZero();
        assertThat(all.out()).endsWith(" requests, 0 failed\n");

        Path wrong = Files.writeString(folder.resolve("w.yaml"), """
                default: allow
                ---
                requests:
                  - {user: u, server: s, tool: t, expect: denied, because: the default}
                """);
        Terminal failed = Terminal.run("policy", "test", wrong.toString());
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out())
                .contains("w.yaml:4 ", "expected: denied the default", "but was:  allowed the default")
                .endsWith("1 requests, 1 failed\n");
    }

    @Test
    void a_wrong_use_ends_with_two_and_every_help_has_an_example() {
        assertThat(Stream.of(
                        run("ana", "s"), run("ana", "s", "t", "--at", "noon"), run("ana", "s", "t", "--args", "{")))
                .allSatisfy(wrong -> assertThat(wrong.code()).isEqualTo(2));
        assertThat(Stream.of("policy", "policy explain", "policy check", "policy test"))
                .allSatisfy(command -> assertThat(
                                Terminal.run((command + " --help").split(" ")).out())
                        .contains("Example:\n  datacline policy"));
    }

    private static String explain(String... arguments) {
        Terminal explained = run(Stream.concat(Stream.of(arguments), Stream.of("--policy", "examples/policy.yaml"))
                .toArray(String[]::new));
        assertThat(explained.code()).as(explained.err()).isZero();
        return explained.out();
    }

    private static Terminal run(String... arguments) {
        return Terminal.run(Stream.concat(Stream.of("policy", "explain"), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
