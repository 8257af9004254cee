package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsCommandTest {
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        ObjectNode rude = ScriptedTool.named("rude").definition().put("description", "First.\u001b[2J\nSecond.");
        server = ScriptedServer.builder()
                .tool(ScriptedTool.described(rude).answering(ScriptedTool.text("no\u001b[2J")))
                .tool(ScriptedTool.named("fails")
                        .answering(ScriptedTool.text("it broke").put("isError", true)))
                .start();
        gateway = GatewayUnderTest.with().server("one", server.url()).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void tools_are_listed_for_all_servers_and_for_one() {
        Terminal all = run("tools", "list");
        assertThat(all.code()).isZero();
        assertThat(all.out()).startsWith("TOOL").contains("\necho ", "\nsleep");

        Terminal one = run("tools", "list", "one");
        assertThat(one.code()).isZero();
        assertThat(one.out()).contains("echo   Says it again.\n");
    }

    @Test
    void lists_come_as_json_with_their_schemas() {
        Terminal json = run("tools", "list", "one", "--json");

        assertThat(json.code()).isZero();
        assertThat(GatewayUnderTest.json(json.out()).findValuesAsText("name")).contains("echo", "sleep");
        assertThat(json.out()).contains("\"inputSchema\"");
    }

    @Test
    void arguments_are_texts_or_json_or_one_object() {
        Terminal called =
                run("tools", "call", "one", "echo", "--args", "{\"a\":[1]}", "--arg", "message=10", "--arg", "n:=10");

        assertThat(called.code()).isZero();
        assertThat(GatewayUnderTest.json(called.out()))
                .isEqualTo(GatewayUnderTest.json("{\"a\":[1],\"message\":\"10\",\"n\":10}"));
    }

    @Test
    void a_terminal_is_not_at_the_mercy_of_a_server() {
        assertThat(run("tools", "list", "one").out()).contains("rude").doesNotContain("\u001b");
        assertThat(run("tools", "call", "one", "rude").out()).isEqualTo("no\uFFFD[2J\n");
    }

    @Test
    void a_tool_that_fails_is_a_failure() {
        Terminal failed = run("tools", "call", "one", "fails");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).isEqualTo("error: the tool failed: it broke\n  try: datacline tools list one\n");
        assertThat(run("tools", "call", "one", "fails", "--json").code()).isEqualTo(1);
    }

    @Test
    void an_error_ends_with_the_command_to_type_next() {
        assertThat(run("tools", "list", "oen").err())
                .contains("unknown_server")
                .endsWith("try: datacline servers list\n");
        assertThat(run("tools", "call", "one", "ecko").err())
                .contains("unknown_tool", "did you mean")
                .endsWith("try: datacline tools list one\n");
        Terminal nobody = Terminal.run("tools", "list", "--url", "http://127.0.0.1:1");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err())
                .startsWith("error: no gateway answers at http://127.0.0.1:1")
                .endsWith("try: datacline serve\n");
    }

    @Test
    void a_wrong_use_ends_with_two() {
        assertThat(Stream.of(
                        Terminal.run("tools", "call", "one"),
                        Terminal.run("tools", "list", "--url", "ftp://x"),
                        run("tools", "call", "one", "echo", "--arg", "message"),
                        run("tools", "call", "one", "echo", "--arg", "message:=nope"),
                        run("tools", "call", "one", "echo", "--args", "[]"),
                        run("tools", "list", "--token-stdin", "--token-file", "x")))
                .allSatisfy(wrong -> assertThat(wrong.code()).isEqualTo(2))
                .allSatisfy(wrong -> assertThat(wrong.err()).isNotBlank());
    }

    @Test
    void a_token_comes_from_a_file_or_standard_input_and_is_not_shown(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "a\u0001secret\n");
        String url = gateway.url("").toString();

        Terminal fromFile = Terminal.run("tools", "list", "--url", url, "--token-file", file.toString());
        Terminal typed = Terminal.type("a\u0001secret\n", "tools", "list", "--url", url, "--token-stdin");

        assertThat(Stream.of(fromFile, typed)).allSatisfy(one -> {
            assertThat(one.code()).isEqualTo(1);
            assertThat(one.err()).contains("the token holds characters").doesNotContain("secret");
        });
        assertThat(Terminal.type("", "tools", "list", "--url", url, "--token-stdin")
                        .err())
                .contains("no token in the first line of standard input");
    }

    @Test
    void a_token_on_the_command_line_is_warned_of() {
        Terminal warned = run("tools", "list", "--token", "abc");

        assertThat(warned.code()).isZero();
        assertThat(warned.err()).startsWith("warning: ").doesNotContain("abc");
    }

    @Test
    void every_help_has_an_example() {
        assertThat(Stream.of("tools", "tools list", "tools call")).allSatisfy(command -> assertThat(
                        Terminal.run((command + " --help").split(" ")).out())
                .contains("Example:\n  datacline " + command.split(" ")[0]));
    }

    private static Terminal run(String... arguments) {
        return Terminal.run(Stream.concat(
                        Stream.of(arguments), Stream.of("--url", gateway.url("").toString()))
                .toArray(String[]::new));
    }
}
