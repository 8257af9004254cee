package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline routes}: the routes of a folder, and those of a running gateway. */
@Command(
        name = "routes",
        description = "Checks a folder of routes, and shows the routes of a running gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RoutesCheck.class, RoutesStatus.class, RoutesList.class, RoutesDiff.class, RoutesDiagram.class},
        footer = {"", "Example:", "  datacline routes check routes"})
final class RoutesCommand {}
