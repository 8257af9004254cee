package com.datacline.gateway.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

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
        return with(COMMANDS.stream().map(CommandLine::new));
    }

    /**
     * Returns the commands as far as these arguments need them, since looking at each takes longer than most commands do:
     * the one that is named, of a group only the one below, for help only what each is for; all if none is named.
     */
    static CommandLine commands(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        String second = arguments.length < 2 ? "" : arguments[1];
        return switch (first) {
            case "--version", "-V" -> with(Stream.of());
            case "", "--help", "-h" -> with(COMMANDS.stream().map(Datacline::outline));
            default ->
                named(COMMANDS.stream().filter(command -> command != CommandLine.HelpCommand.class), first)
                        .map(command -> with(Stream.of(below(command, second))))
                        .orElseGet(Datacline::commands);
        };
    }

    private static Optional<Class<?>> named(Stream<Class<?>> commands, String name) {
        return commands.filter(command -> annotation(command).name().equals(name))
                .findFirst();
    }

    private static Command annotation(Class<?> command) {
        return command.getAnnotation(Command.class);
    }

    /** Returns a group of commands with the named one only, or whatever else it is as it is. */
    private static CommandLine below(Class<?> command, String name) {
        return named(Stream.of(annotation(command).subcommands()), name)
                .map(named -> outline(command).addSubcommand(named))
                .orElseGet(() -> new CommandLine(command));
    }

    /** Returns a command by its name and what it is for. */
    private static CommandLine outline(Class<?> command) {
        Command said = annotation(command);
        CommandSpec outline = CommandSpec.create().name(said.name()).mixinStandardHelpOptions(true);
        outline.usageMessage().header(said.header()).description(said.description());
        return new CommandLine(outline);
    }

    /** A complaint is printed with what to type next, and ends with its own exit code. */
    private static CommandLine with(Stream<CommandLine> commands) {
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
