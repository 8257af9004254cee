package com.datacline.gateway.audit;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class SqlComparisonTest {

    @Test
    void what_is_cut_off_a_journals_end_or_forged_there_is_still_known_to_sql() throws IOException {
        Path journal;
        Database database;
        try (ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.inFrontOf(java.util.Map.of("one", server))) {
            gateway.call("one__echo", "{\"message\":\"a\"}");
            gateway.call("one__echo", "{\"message\":\"b\"}");
            eventually(
                    "SQL has all", () -> rows(gateway) == gateway.wholeJournal().size());
            journal = gateway.journalFile();
            database = Database.of(null, gateway.folder().resolve("data"));
        }
        List<Finding> findings = new ArrayList<>();
        SqlComparison comparison = new SqlComparison(database);

        assertThat(comparison.with(journal, findings::add)).startsWith("its last row is the record");
        assertThat(findings).isEmpty();

        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, 2));
        assertThat(comparison.with(journal, findings::add)).isEqualTo("contradicts the journal");
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("the journal ends before that"));
        assertThat(Verification.of(journal, null, finding -> {}).records()).isEqualTo(2);

        findings.clear();
        try (Journal again = new Journal(Files.write(journal, lines.subList(0, 2)), false)) {
            for (int i = 0; i < 20; i++) {
                again.append(ChainTest.record("forged"));
            }
        }
        assertThat(comparison.with(journal, findings::add)).isEqualTo("contradicts the journal");
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("the journal has another one there"));
    }

    private static int rows(GatewayUnderTest gateway) {
        try {
            return gateway.sql()
                    .queryForList("select chain_hash from audit_logs where chain_hash is not null", String.class)
                    .size();
        } catch (DataAccessException e) {
            return -1; // the table is not there yet
        }
    }
}
