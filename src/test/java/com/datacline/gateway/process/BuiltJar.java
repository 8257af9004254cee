package com.datacline.gateway.process;

import com.datacline.gateway.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The jar that was built before the tests, as make leaves it for {@code bin/datacline}; all JVMs of tests share it. */
public final class BuiltJar {
    private static final Path JAR = Path.of("target/secure-mcp-gateway.jar").toAbsolutePath();
    private static final Path READY = JAR.resolveSibling("app.ready");

    private BuiltJar() {}

    /**
     * Makes it younger than its sources: the build gives it the time of the release, and what is older than its sources is built
     * again. What {@code bin/prepare} has made of it goes on being used.
     */
    public static void asMakeLeavesIt() {
        try (FileChannel lock = lock();
                Stream<Path> sources = Stream.concat(Files.walk(Path.of("src/main")), Stream.of(Path.of("pom.xml")))) {
            lock.lock();
            FileTime built = Files.getLastModifiedTime(JAR);
            if (sources.anyMatch(source -> modified(source).compareTo(built) > 0)) {
                Files.setLastModifiedTime(JAR, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns how java runs it beside its libraries, as {@code bin/datacline} does, and with the image's archive of classes: so a
     * gateway starts with less than half the work.
     */
    static List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + archive(LaidOut.JAR.getParent()), "-jar", LaidOut.JAR.toString());
    }

    private static final class LaidOut {
        static final Path JAR = layOut();
    }

    private static Path layOut() {
        asMakeLeavesIt();
        Path home = Path.of(System.getProperty("java.home"));
        try (FileChannel lock = lock()) {
            lock.lock();
            if (!Files.exists(READY) || modified(READY).compareTo(modified(JAR)) <= 0) {
                run(Map.of(), "bin/prepare", JAR.toString(), home.toString());
            }
            Path folder = Path.of(Files.readAllLines(READY).getFirst());
            if (!Files.exists(archive(folder))) {
                run(
                        Map.of(
                                "PATH", home.resolve("bin") + ":" + System.getenv("PATH"),
                                "PORT", String.valueOf(FreePort.next()),
                                "MANAGEMENT_PORT", String.valueOf(FreePort.next())),
                        "deploy/docker/train",
                        folder.toString());
            }
            return folder.resolve(JAR.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path archive(Path folder) {
        return folder.resolve("secure-mcp-gateway.jsa");
    }

    private static void run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("built", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + Files.readString(output));
        }
    }

    private static FileChannel lock() throws IOException {
        return FileChannel.open(JAR.resolveSibling("app.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
