package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline policy}: a policy file, looked at without a gateway. */
@Command(
        name = "policy",
        description = "Checks a policy file, asks it and tests it, without a gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyExplain.class, PolicyCheck.class, PolicyTry.class},
        footer = {"", "Example:", "  datacline policy explain ana notion delete_page"})
final class PolicyCommand {}
