package com.datacline.gateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code datacline}. */
@Command(
        name = "datacline",
        description = "The Secure MCP Gateway: one MCP server in front of many.",
        mixinStandardHelpOptions = true,
        version = "datacline 2.0.0",
        subcommands = {
            Serve.class,
            Demo.class,
            ToolsCommand.class,
            PolicyCommand.class,
            RoutesCommand.class,
            AuditCommand.class,
            Login.class,
            Logout.class,
            Whoami.class,
            Connect.class,
            Stdio.class,
            Doctor.class,
            Completion.class
        },
        footer = {"", "Example:", "  datacline serve --port 8000"})
public final class Datacline {
    private Datacline() {}

    /** Runs a command and exits with its code: 0 for success, 1 for a failure, 2 for a wrong use. */
    public static void main(String[] arguments) {
        int code = commands().execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Returns all commands; a complaint is printed with what to type next, and ends with its own exit code. */
    static CommandLine commands() {
        return new CommandLine(new Datacline()).setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof Complaint complaint) {
                System.err.println("error: " + complaint.text());
                return complaint.exitCode();
            }
            throw problem;
        });
    }
}
