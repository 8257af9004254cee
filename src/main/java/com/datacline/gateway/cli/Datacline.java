package com.datacline.gateway.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code datacline}. */
@Command(
        name = "datacline",
        description = "The Secure MCP Gateway: one MCP server in front of many.",
        mixinStandardHelpOptions = true,
        version = "datacline 2.0.0",
        footer = {"", "Example:", "  datacline serve --port 8000"})
public final class Datacline {
    private static final List<Class<?>> COMMANDS = List.of(
            Serve.class,
            Demo.class,
            Login.class,
            Logout.class,
            Whoami.class,
            Connect.class,
            Stdio.class,
            Doctor.class,
            ServersCommand.class,
            ToolsCommand.class,
            ResourcesCommand.class,
            PromptsCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            RoutesCommand.class,
            RegisterMcp.class,
            ListServers.class,
            ListTools.class,
            Invoke.class,
            InvokeBroadcast.class,
            MockServer.class,
            KeycloakCommand.class,
            Completion.class,
            CommandLine.HelpCommand.class);

    private Datacline() {}

    /** Runs a command and exits with its code: 0 for success, 1 for a failure, 2 for a wrong use. */
    public static void main(String[] arguments) {
        int code = commands(arguments).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Returns all commands. */
    static CommandLine commands() {
        return with(COMMANDS.stream());
    }

    /** Returns the command that is named, or all if none is: looking at each takes longer than most commands do. */
    static CommandLine commands(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (first.equals("--version") || first.equals("-V")) {
            return with(Stream.of());
        }
        return COMMANDS.stream()
                .filter(command -> command != CommandLine.HelpCommand.class)
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .map(command -> with(Stream.of(command)))
                .orElseGet(Datacline::commands);
    }

    /** A complaint is printed with what to type next, and ends with its own exit code. */
    private static CommandLine with(Stream<Class<?>> commands) {
        CommandLine line = new CommandLine(new Datacline());
        commands.forEach(line::addSubcommand);
        return Usage.complete(line).setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof Complaint complaint) {
                System.err.println(complaint.error());
                return complaint.exitCode();
            }
            throw problem;
        });
    }
}
