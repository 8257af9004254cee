package com.datacline.gateway.cli;

import com.datacline.gateway.audit.Database;
import com.datacline.gateway.policy.PolicyUnderCheck;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.yaml.InvalidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at this machine and the files here. */
final class DoctorHere {
    private static final int OLDEST = 21;

    void look(Consumer<Diagnosis> take) {
        take.accept(jdk());
        Path registry = named("MCP_SERVERS_CONFIG", "mcp_servers.yaml");
        take.accept(
                registry == null
                        ? Diagnosis.none("registry", "there is no mcp_servers.yaml here")
                        : registry(registry));
        Path policy = named("POLICY_FILE", "policy.yaml");
        take.accept(
                policy == null
                        ? Diagnosis.none(
                                "policy", "there is no policy.yaml here: whoever may connect may call everything")
                        : policy(policy));
        Path routes = named("ROUTES_DIR", "routes");
        take.accept(
                routes == null ? Diagnosis.none("routes", "there is no folder routes here") : routes(routes, registry));
        take.accept(database());
    }

    private static Diagnosis jdk() {
        Runtime.Version version = Runtime.version();
        return Diagnosis.that(
                version.feature() >= OLDEST,
                "jdk",
                version + " in " + System.getProperty("java.home"),
                "export JAVA_HOME=...   # of JDK " + OLDEST + " or newer");
    }

    /** Returns a file that is there, or that should be. */
    private static @Nullable Path named(String variable, String usual) {
        String name = Settings.of(variable);
        Path file = Path.of(name == null ? usual : name);
        return name == null && !Files.exists(file) ? null : file;
    }

    private static Diagnosis registry(Path file) {
        try {
            int servers = new RegistryReader(Duration.ofSeconds(60))
                    .read(file)
                    .servers()
                    .size();
            return Diagnosis.good("registry", file + " is sound, with " + servers + " servers");
        } catch (InvalidFile e) {
            return Diagnosis.wrong("registry", String.valueOf(e.getMessage()), "datacline routes check");
        }
    }

    private static Diagnosis policy(Path file) {
        try {
            return Diagnosis.good(
                    "policy",
                    file + " is sound, with " + PolicyUnderCheck.read(file).rules() + " rules");
        } catch (InvalidFile e) {
            return Diagnosis.wrong("policy", String.valueOf(e.getMessage()), "datacline policy check " + file);
        }
    }

    private static Diagnosis routes(Path folder, @Nullable Path registry) {
        String next = "datacline routes check " + folder;
        if (!Files.isDirectory(folder)) {
            return Diagnosis.wrong("routes", folder + " is no folder", next);
        }
        try {
            // Spring looks for what is not absolute on the class path first.
            RoutesUnderCheck.Verdict verdict = new RoutesUnderCheck(
                            folder.toAbsolutePath(), registry == null ? null : registry.toAbsolutePath(), null)
                    .judge();
            int faults = verdict.faults().size();
            return Diagnosis.that(
                    verdict.faults().isEmpty(),
                    "routes",
                    verdict.faults().isEmpty()
                            ? folder + " is sound, with " + verdict.routes() + " routes"
                            : folder
                                    + (faults == 1
                                            ? " has a fault: "
                                            : " has " + faults + " faults, of which the first is: ")
                                    + verdict.faults().getFirst().describe(),
                    next);
        } catch (Complaint e) {
            return Diagnosis.wrong("routes", String.valueOf(e.getMessage()), next);
        }
    }

    private static Diagnosis database() {
        try {
            Path data = Path.of(Settings.of("DATA_DIR", "data"));
            Database database = Database.of(Settings.of("DATABASE_URL"), data);
            if (database.kind().equals("embedded")) {
                Path folder = Files.exists(data) ? data : data.toAbsolutePath().getParent();
                return Diagnosis.that(
                        folder != null && Files.isWritable(folder),
                        "database",
                        "embedded, in " + data,
                        "export DATA_DIR=...   # a folder that can be written");
            }
            return connect(database);
        } catch (IllegalArgumentException e) {
            return Diagnosis.wrong("database", String.valueOf(e.getMessage()), "export DATABASE_URL=...");
        }
    }

    private static Diagnosis connect(Database database) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        String user = database.user();
        String password = database.password();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties)) {
            return Diagnosis.good(
                    "database",
                    connection.getMetaData().getDatabaseProductName() + " "
                            + connection.getMetaData().getDatabaseProductVersion() + " answers");
        } catch (SQLException e) {
            // The message of a driver may show the address with its password; the state does not.
            return Diagnosis.wrong(
                    "database",
                    "no connection (SQL state " + e.getSQLState() + ")",
                    "export DATABASE_URL=postgresql://user:password@host:5432/name");
        }
    }
}
