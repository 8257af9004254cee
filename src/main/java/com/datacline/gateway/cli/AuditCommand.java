package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline audit}: the audit trail. */
@Command(
        name = "audit",
        description = "Shows, looks up and checks the audit trail.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditTail.class, AuditQuery.class, AuditVerify.class},
        footer = {"", "Example:", "  datacline audit tail -f"})
final class AuditCommand {}
