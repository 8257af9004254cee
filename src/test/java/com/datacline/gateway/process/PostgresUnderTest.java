package com.datacline.gateway.process;

import com.datacline.gateway.fixture.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A real PostgreSQL that asks for passwords, can be killed, and comes back where it was. */
final class PostgresUnderTest implements AutoCloseable {
    static final String USER = "gate way";
    static final String PASSWORD = "p@ss/#+%: word";
    static final String ENCODED = "gate%20way:p%40ss%2F%23%2B%25%3A%20word";

    private final Path folder;
    private final int port = FreePort.next();
    private EmbeddedPostgres server;

    private PostgresUnderTest(Path folder) {
        this.folder = folder;
    }

    static PostgresUnderTest start() throws IOException, SQLException {
        PostgresUnderTest postgres = new PostgresUnderTest(Files.createTempDirectory("postgres"));
        postgres.open();
        try (Connection connection = postgres.administration().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role \"" + USER + "\" login password '" + PASSWORD + "'");
            statement.execute("create database audit owner \"" + USER + "\"");
            Path access = postgres.data().resolve("pg_hba.conf");
            Files.writeString(
                    access, "host all \"" + USER + "\" 127.0.0.1/32 scram-sha-256\n" + Files.readString(access));
            statement.execute("select pg_reload_conf()");
        }
        return postgres;
    }

    /** Returns the address in the form that other languages use. */
    String url() {
        return "postgresql://" + ENCODED + "@127.0.0.1:" + port + "/audit";
    }

    /** Returns the address in the form that Java uses. */
    String jdbcUrl() {
        String[] parts = ENCODED.split(":");
        return "jdbc:postgresql://127.0.0.1:" + port + "/audit?user=" + parts[0] + "&password=" + parts[1];
    }

    /** Returns the database as its administrator sees it. */
    DataSource audit() {
        return server.getDatabase("postgres", "audit");
    }

    private DataSource administration() {
        return server.getPostgresDatabase();
    }

    /** Kills the server and all its workers, as the kernel does when memory is short. */
    void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join());
        server.close(); // lets go of the lock on the folder; there is nothing left to stop
    }

    /** Starts it on the port and the data it had, or on an empty folder. */
    void open() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private Path data() {
        return folder.resolve("data");
    }
}
