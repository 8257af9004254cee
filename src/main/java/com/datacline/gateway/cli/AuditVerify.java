package com.datacline.gateway.cli;

import com.datacline.gateway.audit.Database;
import com.datacline.gateway.audit.Finding;
import com.datacline.gateway.audit.SqlComparison;
import com.datacline.gateway.audit.Verdict;
import com.datacline.gateway.audit.Verification;
import com.datacline.gateway.registry.Secret;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datacline audit verify}: whether the journal is what was written. It needs no gateway. */
@Command(
        name = "verify",
        description = {
            "Checks that no line of the audit journal was edited, removed, inserted or moved.",
            "The key is taken from AUDIT_CHAIN_KEY, and the last row of SQL compared, if DATABASE_URL or DATA_DIR lead to it."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline audit verify audit.json"})
final class AuditVerify implements Callable<Integer> {
    private static final int MOST = 1000;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The journal (default: AUDIT_LOG_FILE, or audit.json).")
    @Nullable
    Path file;

    @Option(names = "--no-sql", description = "Do not compare with SQL.")
    boolean noSql;

    @Option(names = "--json", description = "Print the findings as JSON.")
    boolean json;

    private final List<Finding> found = new ArrayList<>();
    private long faults;

    @Override
    public Integer call() {
        Path journal = file == null ? Path.of(Settings.of("AUDIT_LOG_FILE", "audit.json")) : file;
        String key = Settings.of("AUDIT_CHAIN_KEY");
        try {
            Verdict verdict = Verification.of(journal, key == null ? null : new Secret(key), this::take);
            String sql = noSql ? "not compared" : compare(journal);
            if (json) {
                print(journal, verdict, sql);
            } else {
                report(verdict, sql);
            }
            return faults == 0 ? 0 : 1;
        } catch (NoSuchFileException e) {
            throw Complaint.failure("there is no journal " + journal, "datacline audit verify FILE");
        } catch (IOException e) {
            throw Complaint.failure(journal + " cannot be read: " + e.getMessage(), "ls -l " + journal);
        }
    }

    private String compare(Path journal) throws IOException {
        Database database;
        try {
            database = Database.of(Settings.of("DATABASE_URL"), Path.of(Settings.of("DATA_DIR", "data")));
        } catch (IllegalArgumentException e) {
            throw Complaint.failure(String.valueOf(e.getMessage()), null);
        }
        return new SqlComparison(database).with(journal, this::take);
    }

    private void take(Finding finding) {
        if (finding.kind().isFault()) {
            faults++;
        }
        if (!json) {
            String where = finding.line() == 0 ? "" : ":" + finding.line();
            Output.line("%s%s  %s: %s", finding.file(), where, finding.kind().words(), finding.text());
        } else if (found.size() < MOST) {
            found.add(finding);
        }
    }

    private void report(Verdict verdict, String sql) {
        Output.line("SQL: %s", sql);
        Output.line(
                "%d records, %s, head %s",
                verdict.records(),
                faults == 0 ? "chain intact" : faults == 1 ? "1 fault" : faults + " faults",
                verdict.head());
    }

    private void print(Path journal, Verdict verdict, String sql) throws IOException {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("file", journal.toString())
                .put("bytes", Files.size(journal))
                .put("records", verdict.records())
                .put("lines_before_chain", verdict.before())
                .put("intact", faults == 0)
                .put("faults", faults)
                .put("head", verdict.head())
                .put("sql", sql);
        ArrayNode findings = result.putArray("findings");
        found.forEach(finding -> findings.addObject()
                .put("line", finding.line())
                .put("kind", finding.kind().name().toLowerCase(java.util.Locale.ROOT))
                .put("fault", finding.kind().isFault())
                .put("text", finding.text()));
        Output.json(result);
    }
}
