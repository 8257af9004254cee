package com.datacline.gateway.audit;

import com.datacline.gateway.audit.Finding.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;

/** Compares a journal with the last row that SQL has of it: what was cut off the file's end is still there. */
public final class SqlComparison {
    private static final String LAST = "select id, journal_position, chain_hash from audit_logs where journal = ?"
            + " order by journal_position desc limit 1";
    private static final String OTHERS = "select count(*) from audit_logs";

    private final Database database;

    public SqlComparison(Database database) {
        this.database = database;
    }

    /**
     * Returns what came of it, in words.
     *
     * @param findings hears of contradictions
     */
    public String with(Path journal, Consumer<Finding> findings) throws IOException {
        Properties login = new Properties();
        if (database.user() != null) {
            login.setProperty("user", database.user());
        }
        if (database.password() != null) {
            login.setProperty("password", database.password());
        }
        boolean embedded = database.jdbcUrl().startsWith("jdbc:h2:");
        if (!embedded) {
            login.setProperty("connectTimeout", "3");
            login.setProperty("socketTimeout", "30");
        }
        String url = database.jdbcUrl() + (embedded ? ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : "");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            return compare(connection, journal, findings);
        } catch (SQLException e) {
            // The messages of drivers may hold the address, and that a password.
            return "not compared: the " + database.kind() + " database cannot be read now (SQL state " + e.getSQLState()
                    + ")";
        }
    }

    private static String compare(Connection connection, Path journal, Consumer<Finding> findings)
            throws SQLException, IOException {
        try (PreparedStatement last = connection.prepareStatement(LAST)) {
            last.setString(1, JournalName.of(journal));
            try (ResultSet row = last.executeQuery()) {
                if (!row.next()) {
                    return none(connection, journal, findings);
                }
                long end = row.getLong(2);
                String problem = problem(journal, row.getString(1), end, row.getString(3));
                if (problem == null) {
                    return "its last row is the record that ends at byte " + end;
                }
                findings.accept(new Finding(journal.toString(), 0, Kind.CONTRADICTED, problem));
                return "contradicts the journal";
            }
        }
    }

    private static String none(Connection connection, Path journal, Consumer<Finding> findings) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(OTHERS);
                ResultSet row = count.executeQuery()) {
            long others = row.next() ? row.getLong(1) : 0;
            if (others > 0) {
                findings.accept(new Finding(
                        journal.toString(),
                        0,
                        Kind.NOTE,
                        "SQL has " + others + " rows and none of this journal: it is new, or its first line is not the"
                                + " one it had, or it is of another gateway"));
            }
            return "has no row of this journal";
        }
    }

    @org.jspecify.annotations.Nullable
    private static String problem(Path journal, String id, long end, @org.jspecify.annotations.Nullable String hash)
            throws IOException {
        if (Files.size(journal) < end) {
            return "SQL has the record " + id + ", which ended at byte " + end + "; the journal ends before that";
        }
        try (RandomAccessFile reader = new RandomAccessFile(journal.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(end, Lines.LONGEST)];
            reader.seek(end - tail.length);
            reader.readFully(tail);
            String text = new String(tail, StandardCharsets.ISO_8859_1);
            String line = text.substring(text.stripTrailing().lastIndexOf('\n') + 1);
            boolean same = line.endsWith("\n")
                    && line.contains("\"id\":\"" + id + "\"")
                    && (hash == null || line.contains("\"hash\":\"" + hash + "\"}"));
            return same ? null : "SQL has the record " + id + " at byte " + end + "; the journal has another one there";
        }
    }
}
