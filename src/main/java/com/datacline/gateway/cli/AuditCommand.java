package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline audit}: the audit journal. */
@Command(
        name = "audit",
        description = "Checks the audit journal.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditVerify.class,
        footer = {"", "Example:", "  datacline audit verify"})
final class AuditCommand {}
