package com.datacline.gateway.peers;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.StreamClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of calls when a server's process misbehaves. */
@ExtendWith(OutputCaptureExtension.class)
class StdioFaultsIT {
    private static final String SECRET = "a-secret-of-the-program";

    @TempDir
    static Path folder;

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = enabled()
                .set("gateway.upstream.max-response", "1MB")
                .set("SECRET_OF_THE_TEST", SECRET)
                .entry("legacy", scripted("legacy", "legacy"))
                .entry("modern", scripted("modern", "modern"))
                .entry("garbage", scripted("garbage", "legacy", "garbage"))
                .entry("noise", scripted("noise", "legacy"))
                .entry("huge", scripted("huge", "legacy"))
                .entry("no-rpc", scripted("no-rpc", "legacy"))
                .entry("mortal", scripted("mortal", "legacy"))
                .entry("killed", scripted("killed", "legacy"))
                .entry("dies", scripted("dies", "legacy", "dies"))
                .entry("flood", scripted("flood", "legacy", "stderr-flood"))
                .entry("dies-of-discover", scripted("dies-of-discover", "legacy", "dies-of-discover"))
                .entry("silent", scripted("silent", "legacy", "silent-to-discover"))
                .entry("hasty", with(scripted("hasty", "legacy"), "timeout: 2"))
                .entry("hasty-modern", with(scripted("hasty-modern", "modern"), "timeout: 2"))
                .entry("odd", with(scripted("odd", "legacy", "$HOME; echo `id` > x", "*"), "cwd: ."))
                .entry("keyless", with(NodeProcess.scripted("legacy"), "env: {TOKEN: \"env://NO_SUCH_VARIABLE\"}"))
                .entry("absent", "type: stdio", "command: /no/such/program", "args: [" + SECRET + "]")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern", "garbage", "dies-of-discover", "silent", "flood"})
    void a_program_is_called(String server) {
        eventually("the tools of " + server, () -> gateway.toolNames().contains(server + "__echo"));

        assertThat(text(server, "echo", "{\"message\":\"grüße\\nyou\"}")).isEqualTo("grüße\nyou");
    }

    @Test
    void lines_that_are_no_messages_are_passed_over() {
        assertThat(text("garbage", "garbage", "{}")).isEqualTo("after garbage");
    }

    @ParameterizedTest
    @CsvSource({
        "noise, noise, printed more than 1000 lines",
        "huge, huge, said a line of more than 1048576 bytes",
        "no-rpc, no-rpc, no JSON-RPC message"
    })
    void a_program_that_breaks_the_protocol_is_ended_and_started_anew(String server, String tool, String why) {
        String before = text(server, "pid", "{}");

        HttpResponse<String> broken = invoke(server, tool, "{}");

        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(json(broken.body()).path("code").asText()).isEqualTo("upstream_error");
        assertThat(broken.body()).contains(why);
        eventually("the process is gone", () -> !alive(before));
        assertThat(text(server, "pid", "{}")).isNotEqualTo(before);
    }

    @Test
    void a_call_under_way_when_its_program_ends_names_the_exit_code(CapturedOutput log) {
        HttpResponse<String> broken = invoke("mortal", "die", "{}");

        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(json(broken.body()).path("code").asText()).isEqualTo("upstream_error");
        assertThat(broken.body()).contains("exit code 3");
        assertThat(text("mortal", "echo", "{\"message\":\"again\"}")).isEqualTo("again");
        assertThat(log).containsPattern("server mortal: process \\d+ ended by itself with exit code 3");
    }

    @Test
    void a_program_that_was_killed_is_started_anew() {
        String before = text("killed", "pid", "{}");

        ProcessHandle.of(Long.parseLong(before)).orElseThrow().destroyForcibly();
        eventually("the process is gone", () -> !alive(before));

        eventually("another is there", () -> invoke("killed", "pid", "{}").statusCode() == 200);
        assertThat(text("killed", "pid", "{}")).isNotEqualTo(before);
    }

    @Test
    void a_program_that_dies_at_once_is_started_ever_more_rarely_and_calls_say_so_meanwhile() {
        eventually("calls fail at once", () -> invoke("dies", "echo", "{}")
                .body()
                .matches("(?s).*keeps ending.*exit code 7.*started again after 20.*"));
        long begun = System.nanoTime();
        HttpResponse<String> refused = invoke("dies", "echo", "{}");

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
        List<Long> starts =
                seen("dies").stream().map(line -> line.path("started").asLong()).toList();
        assertThat(starts.size()).isBetween(2, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hasty", "hasty-modern"})
    void a_call_that_is_not_answered_times_out_and_is_cancelled(String server) {
        HttpResponse<String> late = invoke(server, "never", "{}");

        assertThat(late.statusCode()).isEqualTo(504);
        JsonNode asked = seen(server).stream()
                .filter(line -> line.at("/params/name").asText().equals("never"))
                .findFirst()
                .orElseThrow();
        eventually("the server is told", () -> seen(server).stream()
                .anyMatch(line -> line.path("method").asText().equals("notifications/cancelled")
                        && line.at("/params/requestId").equals(asked.path("id"))));
        assertThat(text(server, "echo", "{\"message\":\"still here\"}")).isEqualTo("still here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void a_program_that_says_that_its_tools_have_changed_is_asked_for_them(String era) {
        try (GatewayUnderTest other =
                enabled().entry("growing", NodeProcess.scripted(era, "grows")).start()) {
            eventually("the new tool is listed", () -> other.toolNames().contains("growing__added"));

            assertThat(other.toolNames()).contains("growing__echo");
        }
    }

    @Test
    void a_modern_client_is_asked_what_a_legacy_program_asks() {
        String params = "\"name\":\"legacy__ask\",\"arguments\":{},\"_meta\":{"
                + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"t\",\"version\":\"1\"},"
                + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{\"form\":{}}}}";

        JsonNode asked = modern("{" + params + "}").path("result");
        JsonNode answered = modern("{" + params + ",\"requestState\":" + asked.path("requestState")
                        + ",\"inputResponses\":{\"input_1\":{\"action\":\"accept\",\"content\":{\"name\":\"Ana\"}}}}")
                .path("result");

        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        assertThat(asked.at("/inputRequests/input_1/params/message").asText()).isEqualTo("Well?");
        assertThat(answered.at("/content/0/text").asText()).contains("accept", "Ana");
    }

    private static JsonNode modern(String params) {
        return json(gateway.send(
                        "POST",
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}",
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json, text/event-stream",
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "legacy__ask")
                .body());
    }

    @Test
    void a_modern_program_gets_the_meta_in_every_request_and_serves_all_with_one_process() {
        text("modern", "echo", "{\"message\":\"x\"}");
        gateway.call("modern__echo", "{\"message\":\"y\"}");

        assertThat(seen("modern").stream().filter(line -> line.has("started"))).hasSize(1);
        assertThat(seen("modern").stream().filter(line -> line.has("id")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.at("/params/_meta/io.modelcontextprotocol~1protocolVersion")
                                .asText())
                        .isEqualTo("2026-07-28"));
    }

    @Test
    void a_program_gets_what_the_registry_gives_it_and_little_else() {
        JsonNode environment = json(text("legacy", "environment", "{}"));

        assertThat(environment.path("TOLD").asText()).isEqualTo(SECRET);
        assertThat(environment.path("PATH").asText()).isEqualTo(System.getenv("PATH"));
        assertThat(environment.fieldNames())
                .toIterable()
                .isSubsetOf(
                        "TOLD",
                        "SEEN",
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "SHELL",
                        "LANG",
                        "LANGUAGE",
                        "LC_ALL",
                        "LC_CTYPE",
                        "TZ",
                        "TMPDIR");
    }

    @Test
    void arguments_meet_no_shell_and_a_folder_is_relative_to_the_registry() throws IOException {
        assertThat(json(text("odd", "arguments", "{}")).get(1).asText()).isEqualTo("$HOME; echo `id` > x");
        assertThat(json(text("odd", "arguments", "{}")).get(2).asText()).isEqualTo("*");
        assertThat(Path.of(text("odd", "where", "{}")).resolve("mcp_servers.yaml"))
                .exists();
    }

    @Test
    void what_a_program_says_to_people_is_logged_without_its_secrets(CapturedOutput log) {
        // A session of its own has programs of its own, which say what they say while this test looks.
        StreamClient client = new StreamClient(gateway.url("/mcp")).initialize("2025-11-25", "{}");
        client.request(1, "tools/call", "{\"name\":\"legacy__echo\",\"arguments\":{\"message\":\"x\"}}")
                .awaitEnd();
        client.request(2, "tools/call", "{\"name\":\"flood__echo\",\"arguments\":{\"message\":\"x\"}}")
                .awaitEnd();

        eventually("it is logged", () -> log.toString().contains("server legacy says: I was told *** [31m"));
        eventually("more is left out", () -> log.toString().contains("server flood says more than 200 lines at once"));
        assertThat(log.toString()).doesNotContain(SECRET, "\u001b[31m");
        assertThat(log.toString().lines().filter(line -> line.contains("server flood says")))
                .hasSizeLessThanOrEqualTo(600);
    }

    @Test
    void a_variable_that_cannot_be_had_is_named_and_nothing_is_started() {
        HttpResponse<String> refused = invoke("keyless", "echo", "{}");

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused.body()).path("code").asText()).isEqualTo("credential_unavailable");
        assertThat(refused.body()).contains("TOKEN", "NO_SUCH_VARIABLE");
    }

    @Test
    void a_program_that_is_not_there_is_named_without_its_arguments(CapturedOutput log) {
        HttpResponse<String> refused = invoke("absent", "echo", "{}");
        String servers = gateway.get("/mcp/servers").body();

        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(gateway.get("/health").body())
                        .at("/servers/absent/problem")
                        .asText())
                .contains("absent");
        assertThat(servers).contains("stdio:/no/such/program");
        assertThat(refused.body() + servers + log).doesNotContain(SECRET);
    }

    @Test
    void no_more_processes_than_allowed_are_started() {
        try (GatewayUnderTest small = enabled()
                .set("gateway.stdio.max-processes-per-server", "1")
                .entry("one", NodeProcess.scripted("legacy"))
                .start()) {
            eventually("the tools", () -> small.toolNames().contains("one__echo"));

            JsonNode refused = small.call("one__echo", "{\"message\":\"x\"}");

            assertThat(refused.at("/result/isError").asBoolean()).isTrue();
            assertThat(refused.toString()).contains("max-processes-per-server");
        }
    }

    @Test
    void nothing_outlives_the_gateway() {
        List<ProcessHandle> mine;
        try (GatewayUnderTest other = enabled()
                .set("gateway.stdio.stop-patience", "500ms")
                .entry("stubborn", NodeProcess.scripted("legacy", "ignores-sigterm"))
                .entry("parent", NodeProcess.scripted("legacy", "forks"))
                .start()) {
            eventually("the tools", () -> other.toolNames().containsAll(List.of("stubborn__pid", "parent__pid")));
            List<ProcessHandle> family =
                    List.of(handle(other.call("stubborn__pid", "{}")), handle(other.call("parent__pid", "{}")));
            mine = Stream.concat(family.stream(), family.stream().flatMap(ProcessHandle::descendants))
                    .toList();
            assertThat(mine).hasSize(3).allMatch(ProcessHandle::isAlive);
        }
        assertThat(mine).noneMatch(StdioFaultsIT::lives);
    }

    private static GatewayUnderTest.Builder enabled() {
        return GatewayUnderTest.with().set("gateway.stdio.enabled", "true").set("gateway.stdio.probe-timeout", "3s");
    }

    private static String[] scripted(String name, String... arguments) {
        return with(
                NodeProcess.scripted(arguments),
                "env: {SEEN: \"" + folder.resolve(name) + "\", TOLD: \"env://SECRET_OF_THE_TEST\"}");
    }

    private static String[] with(String[] keys, String more) {
        return Stream.concat(Stream.of(keys), Stream.of(more)).toArray(String[]::new);
    }

    private static List<JsonNode> seen(String server) {
        try {
            return Files.readAllLines(folder.resolve(server)).stream()
                    .map(GatewayUnderTest::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean alive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    /** One that has ended and that nobody has waited for does not live, though it has a number still. */
    private static boolean lives(ProcessHandle process) {
        try {
            String state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !state.substring(state.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static ProcessHandle handle(JsonNode answer) {
        return ProcessHandle.of(answer.at("/result/content/0/text").asLong()).orElseThrow();
    }

    private static HttpResponse<String> invoke(String server, String tool, String parameters) {
        return gateway.post(
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"" + tool + "\",\"parameters\":" + parameters + "}");
    }

    private static String text(String server, String tool, String parameters) {
        HttpResponse<String> answer = invoke(server, tool, parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).at("/result/content/0/text").asText();
    }
}
