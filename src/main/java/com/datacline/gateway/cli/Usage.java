package com.datacline.gateway.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What all commands have in common: exit codes in their help, and complaints that say what to type next. */
final class Usage {
    private Usage() {}

    /** Completes a command and those below it. */
    static CommandLine complete(CommandLine command) {
        describe(command);
        command.setParameterExceptionHandler(Usage::complain);
        return command;
    }

    private static void describe(CommandLine command) {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        if (help.exitCodeList().isEmpty()) {
            Map<String, String> codes = new LinkedHashMap<>();
            codes.put("0", "it worked");
            codes.put("1", "it failed");
            codes.put("2", "the command was used wrongly");
            help.exitCodeList(codes);
        }
        if (help.exitCodeListHeading() == null || help.exitCodeListHeading().isEmpty()) {
            help.exitCodeListHeading("%nExit codes:%n");
        }
        if (command.getCommandName().equals("help")) {
            help.footer("", "Example:", "  " + command.getCommandSpec().root().name() + " help servers");
        }
        command.getSubcommands().values().forEach(Usage::describe);
    }

    private static String message(ParameterException problem) {
        String message = String.valueOf(problem.getMessage());
        return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
    }

    private static int complain(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        ParseResult parsed = command.getParseResult();
        boolean group = !command.getSubcommands().isEmpty();
        if (group && !(problem instanceof UnmatchedArgumentException) && parsed != null && !parsed.hasSubcommand()) {
            command.usage(System.err);
            return CommandLine.ExitCode.USAGE;
        }
        System.err.println(Prose.fit("error: " + Output.safe(message(problem)), 2));
        UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(System.err, true));
        System.err.println("  try: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }
}
