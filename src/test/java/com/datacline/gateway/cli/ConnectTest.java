package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private static final String URL = "https://gateway.example.com";

    @TempDir
    Path folder;

    @Test
    void each_client_is_told_in_its_own_words() {
        assertThat(Terminal.run("connect", "claude", "--url", URL).out())
                .contains("claude mcp add --transport http --scope user gateway https://gateway.example.com/mcp");
        assertThat(printed("claude")).isEqualTo(GatewayUnderTest.json("""
                {"mcpServers": {"gateway": {"type": "http", "url": "https://gateway.example.com/mcp"}}}"""));
        assertThat(printed("cursor")).isEqualTo(GatewayUnderTest.json("""
                {"mcpServers": {"gateway": {"url": "https://gateway.example.com/mcp"}}}"""));
        assertThat(printed("vscode")).isEqualTo(GatewayUnderTest.json("""
                {"servers": {"gateway": {"type": "http", "url": "https://gateway.example.com/mcp"}}}"""));
        JsonNode desktop = printed("claude-desktop").at("/mcpServers/gateway");
        assertThat(desktop.path("args").toString()).endsWith("\"stdio\",\"--url\",\"https://gateway.example.com\"]");
        assertThat(desktop.has("url")).isFalse();
    }

    @Test
    void an_entry_is_added_and_everything_else_stays_to_the_letter() throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"), """
                {
                  // my servers
                  "inputs": [{"id": "key", "n": 1.10}], /* kept */
                  "servers": {
                    "other": {"type": "stdio", "command": "x", "env": {"A": "ä//b"}}, // the other
                  },
                  "unknown": true,
                }
                """);
        String before = Files.readString(file);

        Terminal done = write("vscode", file);

        assertThat(done.code()).isZero();
        String after = Files.readString(file);
        assertThat(after.replaceFirst("(?s)\\n    \"gateway\": \\{.*?\\},(?=\\n)", ""))
                .isEqualTo(before);
        assertThat(after).contains("\"gateway\": {\n      \"type\" : \"http\",");
        assertThat(file.resolveSibling("mcp.json.bak")).hasContent(before);
        assertThat(write("vscode", file).out()).contains("knows the gateway already");
        assertThat(file).hasContent(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{ }\n", "{\n}\n", "{\"a\": 1}", "{\"mcpServers\": {}}", "{\"mcpServers\":{ },\"b\":2}"
            })
    void whatever_was_there_it_is_json_afterwards(String before) throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"), before);

        assertThat(write("cursor", file).code()).isZero();

        JsonNode after = GatewayUnderTest.json(Files.readString(file));
        assertThat(after.at("/mcpServers/gateway/url").asText()).isEqualTo(URL + "/mcp");
        if (!before.isBlank()) {
            GatewayUnderTest.json(before).properties().stream()
                    .filter(member -> !member.getKey().equals("mcpServers"))
                    .forEach(member -> assertThat(after.path(member.getKey())).isEqualTo(member.getValue()));
        }
    }

    @Test
    void a_file_that_is_not_there_is_made_with_its_folder() throws IOException {
        Path file = folder.resolve("project/.vscode/mcp.json");

        assertThat(write("vscode", file).code()).isZero();

        assertThat(GatewayUnderTest.json(Files.readString(file))
                        .at("/servers/gateway/type")
                        .asText())
                .isEqualTo("http");
        assertThat(file.resolveSibling("mcp.json.bak")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"mcpServers\": []}", "{\"a\": 1, \"a\": 2}", "{} {}"})
    void a_file_that_cannot_be_read_is_left_as_it_is(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"), text);

        Terminal refused = write("cursor", file);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("was left as it is", "try: datacline connect cursor");
        assertThat(file).hasContent(text);
        assertThat(file.resolveSibling("mcp.json.bak")).doesNotExist();
    }

    @Test
    void another_entry_of_the_name_is_replaced_only_if_that_is_said() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mcp.json"),
                "{\"mcpServers\": {\"gateway\": {\"url\": \"http://old\"}, \"x\": {}}} // end\n");

        assertThat(write("cursor", file).err()).contains("has another gateway already");
        assertThat(write("cursor", file, "--force").code()).isZero();

        assertThat(Files.readString(file)).contains(URL).doesNotContain("old").endsWith(", \"x\": {}}} // end\n");
    }

    @Test
    void the_files_are_those_that_the_clients_read() {
        assertThat(ClientKind.CLAUDE_DESKTOP.file("Mac OS X", "/Users/ana", Map.of()))
                .isEqualTo(Path.of("/Users/ana/Library/Application Support/Claude/claude_desktop_config.json"));
        assertThat(ClientKind.CLAUDE_DESKTOP.file("Linux", "/home/ana", Map.of()))
                .isEqualTo(Path.of("/home/ana/.config/Claude/claude_desktop_config.json"));
        assertThat(ClientKind.CURSOR.file("Linux", "/home/ana", Map.of()))
                .isEqualTo(Path.of("/home/ana/.cursor/mcp.json"));
        assertThat(ClientKind.VSCODE.file("Linux", "/home/ana", Map.of())).isEqualTo(Path.of(".vscode/mcp.json"));
    }

    private static JsonNode printed(String client) {
        String out = Terminal.run("connect", client, "--url", URL).out();
        return GatewayUnderTest.json(out.substring(out.indexOf("{\n")));
    }

    private static Terminal write(String client, Path file, String... more) {
        return Terminal.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "connect", client, "--write", "--url", URL, "--file", file.toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }
}
