package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** From the start to the first answer: the gateway, and a web application of Spring Boot that does nothing, taking turns. */
final class StartTurns {
    private final Options options;
    private final Path repository;
    private final Path work;

    StartTurns(Options options, Path repository, Path work) {
        this.options = options;
        this.repository = repository;
        this.work = work;
    }

    /** Both are laid out as files and have an archive of the classes that a start needs, made of a start. */
    String take() throws IOException, InterruptedException {
        var empty = empty();
        var gateway = gateway();
        var ofEmpty = new ArrayList<Start.Taken>();
        var ofGateway = new ArrayList<Start.Taken>();
        for (int round = 0; round <= options.rounds(); round++) {
            var one = empty.once(work);
            var other = gateway.once(work);
            if (round > 0) { // the first one reads the files into memory
                ofEmpty.add(one);
                ofGateway.add(other);
            }
            Benchmark.say(String.format(
                    Locale.ROOT, "round %d: empty %.2f s, gateway %.2f s", round, one.seconds(), other.seconds()));
        }
        return """

                ## Start

                From the start of the process to its first answer, %d times in turns, medians; both with an archive of classes.

                | | seconds | CPU seconds |
                |---|---|---|
                """
                        .formatted(options.rounds())
                + row("Spring Boot web application that does nothing", ofEmpty)
                + row("gateway, bin/datacline serve", ofGateway)
                + String.format(
                        Locale.ROOT,
                        "%nThe gateway takes %.2f times as long, and %.2f times the CPU. Aim: 1.5 times.%n",
                        Report.median(ofGateway, Start.Taken::seconds) / Report.median(ofEmpty, Start.Taken::seconds),
                        Report.median(ofGateway, Start.Taken::cpuSeconds)
                                / Report.median(ofEmpty, Start.Taken::cpuSeconds));
    }

    private static String row(String title, List<Start.Taken> taken) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f |%n",
                title,
                Report.median(taken, Start.Taken::seconds),
                Report.median(taken, Start.Taken::cpuSeconds));
    }

    private Start empty() throws IOException, InterruptedException {
        var jar = Peer.jar(repository, "empty");
        run(List.of(Machine.java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", work + "/empty"));
        var laidOut = work.resolve("empty/peer.jar").toString();
        var archive = work.resolve("empty.jsa");
        var last = List.of("-jar", laidOut, "--server.address=127.0.0.1", "--server.port=PORT");
        start("training", "-XX:ArchiveClassesAtExit=" + archive, last).once(work);
        return start("Spring Boot web application that does nothing", "-XX:SharedArchiveFile=" + archive, last);
    }

    private static Start start(String title, String archive, List<String> last) {
        var command = new ArrayList<>(List.of(Machine.java(), "-Xlog:cds=off", archive));
        command.addAll(last);
        return new Start(title, command, Map.of(), "/");
    }

    private Start gateway() throws IOException, InterruptedException {
        run(List.of("make", "-s", "-C", repository.toString(), "build"));
        var servers = Files.writeString(work.resolve("mcp_servers.yaml"), "servers: {}\n");
        return new Start(
                "gateway",
                List.of(repository.resolve("bin/datacline").toString(), "serve", "--port", "PORT"),
                Map.of(
                        "AUTH_ENABLED", "false",
                        "HOST", "127.0.0.1",
                        "MCP_SERVERS_CONFIG", servers.toString(),
                        "AUDIT_LOG_FILE", work.resolve("audit.json").toString(),
                        "AUDIT_TO_STDOUT", "false",
                        "DATA_DIR", work.resolve("data").toString()),
                "/health");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (process.start().waitFor() != 0) {
            throw new Failure(String.join(" ", command) + " failed");
        }
    }
}
