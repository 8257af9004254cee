package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline prompts}: the prompts behind a running gateway. */
@Command(
        name = "prompts",
        description = "Lists and fills in the prompts behind a running gateway.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PromptsList.class, PromptsGet.class},
        footer = {"", "Example:", "  datacline prompts list"})
final class PromptsCommand {}
