package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What an operator sees who asks {@code audit_logs}. */
final class AuditTable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcTemplate sql;

    private AuditTable(DataSource database) {
        this.sql = new JdbcTemplate(database);
    }

    static AuditTable at(DataSource database) {
        return new AuditTable(database);
    }

    /** The embedded database of a gateway that has ended. */
    static AuditTable embeddedIn(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("data/gateway")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        return new AuditTable(new DriverManagerDataSource(url, "gateway", ""));
    }

    /** Returns all that stands in it. */
    String text() {
        return String.valueOf(sql.queryForList("select * from audit_logs"));
    }

    List<String> ids() {
        return sql.queryForList("select id from audit_logs", String.class);
    }

    /** Returns the {@code message} argument of each call of {@code echo}. */
    List<String> messages() {
        List<JsonNode> rows = new ArrayList<>();
        sql.queryForList("select parameters from audit_logs where parameters is not null", String.class)
                .forEach(text -> rows.add(GatewayUnderTest.json("{\"parameters\":" + text + "}")));
        return Journals.messages(rows);
    }

    /** Waits until every record of the journal is there, and makes sure that each is there once and nothing else is. */
    void awaitAll(Supplier<List<JsonNode>> journal) throws InterruptedException {
        List<String> written =
                journal.get().stream().map(record -> record.path("id").asText()).toList();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!new HashSet<>(known()).containsAll(written) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(written);
    }

    private List<String> known() {
        try {
            return ids();
        } catch (DataAccessException e) {
            return List.of(); // the table is not there yet
        }
    }
}
