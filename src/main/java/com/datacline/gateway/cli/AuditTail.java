package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline audit tail}: the newest records, and those that come. */
@Command(
        name = "tail",
        description = {
            "Shows the newest records, and with -f those that come, until Ctrl-C.",
            "They are asked of the gateway, which takes an administrator, or read from the journal's file: the one that is named,"
                    + " or AUDIT_LOG_FILE if no --url is."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline audit tail -f --status denied", "  datacline audit tail -f audit.json"})
final class AuditTail implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Mixin
    AuditFilters filters = new AuditFilters();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A journal on this machine.")
    @Nullable
    Path file;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes.")
    boolean follow;

    @Option(
            names = "--last",
            defaultValue = "10",
            description = "So many at the beginning (default: ${DEFAULT-VALUE}).")
    int last = 10;

    @Option(names = "--json", description = "Print each record as a line of JSON.")
    boolean json;

    @Override
    public Integer call() {
        Consumer<JsonNode> printer = record -> AuditLine.print(record, json);
        Path journal = journal();
        if (journal != null) {
            new AuditFile(journal, filters, printer).read(last, follow);
        } else {
            new AuditStream(options, filters, printer).read(last, follow);
        }
        return 0;
    }

    private @Nullable Path journal() {
        if (file != null) {
            return file;
        }
        String named = options.gateway.url == null ? Settings.of("AUDIT_LOG_FILE") : null;
        return named == null ? null : Path.of(named);
    }
}
