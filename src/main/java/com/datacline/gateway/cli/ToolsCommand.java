package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline tools}: the tools behind a running gateway. */
@Command(
        name = "tools",
        description = "Lists and calls the tools behind a running gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ToolsList.class,
            ToolsFind.class,
            ToolsShow.class,
            ToolsCall.class,
            ToolsBroadcast.class,
            ToolsQuarantine.class,
            ToolsApprove.class
        },
        footer = {"", "Example:", "  datacline tools list"})
final class ToolsCommand {}
