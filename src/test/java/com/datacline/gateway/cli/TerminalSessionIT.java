package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.demo.DemoServers;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.process.BuiltJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session as a person sees it, at a terminal of 80 columns; it is kept as {@code target/terminal/session.txt}. */
class TerminalSessionIT {
    private static final Path KEPT = Path.of("target/terminal");
    private static final String SLOW = "datacline tools call notes sleep --arg ms:=1500";
    private static final String WRONG = "datacline tools call elk-events serch_logs --arg query=timeout";
    private static final List<String> PIPED = List.of(
            "datacline servers list 2>&1 | cat",
            "datacline tools broadcast search_logs --arg query=timeout 2>&1 | cat",
            "datacline tools call notes sleep --arg ms:=700 2>&1 | cat",
            "datacline servers --help 2>&1 | cat");
    private static final List<String> COMMANDS = List.of(
            "datacline --help",
            "datacline servers list",
            "datacline list-servers",
            "datacline servers show notes",
            "datacline tools list",
            "datacline tools list elk-events",
            "datacline tools show elk-events search_logs",
            "datacline tools call --help",
            "datacline tools call elk-events get_indices",
            SLOW,
            "datacline tools broadcast search_logs --arg query=timeout",
            "datacline servers test notes",
            "datacline servers test gone",
            "datacline audit query --limit 5",
            "datacline routes list",
            "datacline routes status",
            "datacline policy explain ana notes delete_page",
            WRONG,
            "datacline tools call nowhere search",
            "datacline tools broadcast no_such_tool",
            "datacline sevrers list");

    private static TerminalSession session;

    @TempDir
    static Path folder;

    @BeforeAll
    static void typeEverything() throws Exception {
        BuiltJar.asMakeLeavesIt();
        GatewayUnderTest.Builder builder = GatewayUnderTest.with();
        ScriptedServer gone = ScriptedServer.start();
        gone.close();
        try (DemoServers demo = DemoServers.start(List.of(0, 0, 0));
                ScriptedServer notes = ScriptedServer.builder()
                        .tool(ScriptedTool.named("a_tool_whose_name_is_as_long_as_names_of_tools_are_at_times"))
                        .start()) {
            demo.servers()
                    .forEach(server -> builder.server(server.name(), server.url(), "tags: [logging, production]"));
            builder.server("notes", notes.url(), "description: " + "Notes of the team. ".repeat(9));
            builder.server("gone", gone.url());
            try (GatewayUnderTest gateway = builder.start()) {
                session = TerminalSession.type(
                        folder,
                        Map.of(
                                "DATACLINE_URL",
                                gateway.url("").toString(),
                                "PATH",
                                Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH")),
                        Stream.concat(COMMANDS.stream(), PIPED.stream()).toList());
                Files.createDirectories(KEPT);
                Files.writeString(KEPT.resolve("session.txt"), session.seen());
                Files.writeString(KEPT.resolve("session.ansi"), session.raw());
            }
        }
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        for (String command : COMMANDS) {
            assertThat(session.output(command)).as(command).isNotBlank();
        }
        assertThat(session.writtenBefore(PIPED.getFirst()))
                .hasSizeGreaterThan(150)
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(TerminalSession.COLUMNS));
    }

    @Test
    void marks_and_headings_have_colours() {
        assertThat(session.raw()).contains("\u001b[32m✓", "\u001b[31m✗", "\u001b[1m");
    }

    @Test
    void long_work_shows_that_it_goes_on_and_leaves_nothing_behind() {
        assertThat(session.raw()).containsPattern("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .* 1 s");
        assertThat(session.seen()).doesNotContainPattern("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]");
    }

    @Test
    void a_mistake_is_followed_by_the_command_to_type_next() {
        assertThat(session.output(WRONG))
                .contains("error: ", "search_logs", "\n  try: datacline tools list elk-events");
        assertThat(session.output("datacline tools call nowhere search")).contains("\n  try: datacline ");
        assertThat(session.output("datacline tools broadcast no_such_tool")).contains("\n  try: datacline tools list");
        assertThat(session.output("datacline sevrers list")).contains("Did you mean", "\n  try: datacline --help");
    }

    @Test
    void what_goes_into_a_pipe_has_no_escapes() {
        String piped = session.raw().substring(session.raw().indexOf("$ " + PIPED.getFirst()));

        assertThat(PIPED).allSatisfy(command -> assertThat(piped).contains("$ " + command));
        assertThat(piped).contains("elk-events", "✓", "Usage:").doesNotContain("\u001b", "calling");
    }
}
