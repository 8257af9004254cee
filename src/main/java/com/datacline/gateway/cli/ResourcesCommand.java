package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline resources}: the resources behind a running gateway. */
@Command(
        name = "resources",
        description = "Lists and reads the resources behind a running gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ResourcesList.class, ResourcesTemplates.class, ResourcesRead.class},
        footer = {"", "Example:", "  datacline resources list"})
final class ResourcesCommand {}
