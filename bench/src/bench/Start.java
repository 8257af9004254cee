package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is started again and again, until it answers.
 *
 * @param title what the report calls it
 * @param command starts it on the port that stands in the place of {@code PORT}
 * @param environment what it is told besides
 * @param path what it is asked; any answer will do, if it is not about what the program lacks (503)
 */
record Start(String title, List<String> command, Map<String, String> environment, String path) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNAVAILABLE = 503;

    /** How long it took, as a person waits, and how much work it was. */
    record Taken(double seconds, double cpuSeconds) {}

    /** Starts it, waits for its answer, and has it end. */
    Taken once(Path work) throws IOException, InterruptedException {
        int port = Gateway.freePort();
        var log = work.resolve("start.log");
        var builder = new ProcessBuilder(command.stream()
                        .map(word -> word.replace("PORT", String.valueOf(port)))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        var process = builder.start();
        try {
            while (!answers(port)) {
                if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new Failure(title + " does not answer; it said:\n" + Files.readString(log));
                }
                Thread.sleep(10);
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            return new Taken(seconds, Cpu.of(process.toHandle()).total().toNanos() / 1e9);
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) { // an archive of classes is written at the end
                process.destroyForcibly();
            }
        }
    }

    private boolean answers(int port) throws InterruptedException {
        try {
            return Control.get(port, path).statusCode() != UNAVAILABLE;
        } catch (IOException e) {
            return false;
        }
    }
}
