package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline servers}: the servers behind a gateway. */
@Command(
        name = "servers",
        description = "Shows the servers behind a gateway, and edits its registry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServersList.class,
            ServersShow.class,
            ServersTest.class,
            ServersAdd.class,
            ServersRemove.class,
            ServersEnable.class,
            ServersDisable.class
        },
        footer = {"", "Example:", "  datacline servers list"})
final class ServersCommand {}
