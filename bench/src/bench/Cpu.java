package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time that a JVM has used so far, in steps of the kernel's clock tick.
 *
 * @param total of the whole process
 * @param threads of each of its threads that compiles or collects garbage, by number; none outside Linux
 */
record Cpu(Duration total, Map<Long, Ticks> threads) {
    private static final double TICK_MILLIS = 10;

    /** What a thread is for, and how much it has used. */
    record Ticks(boolean compiles, long used) {}

    static Cpu of(ProcessHandle process) {
        var total = process.info().totalCpuDuration().orElseThrow(() -> new Failure("the gateway has ended"));
        return new Cpu(total, threads(Path.of("/proc/" + process.pid() + "/task")));
    }

    /** All of one process and of those that it has started. */
    static Cpu ofAll(ProcessHandle process) {
        var children = process.descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        var own = of(process);
        return new Cpu(own.total.plus(children), own.threads);
    }

    /** Milliseconds between an earlier moment and this one. */
    double millisSince(Cpu before) {
        return total.minus(before.total).toNanos() / 1e6;
    }

    /** Of these, those of the just-in-time compiler. */
    double compilerMillisSince(Cpu before) {
        return millisSince(before, true);
    }

    /** Of these, those of the garbage collector. */
    double collectorMillisSince(Cpu before) {
        return millisSince(before, false);
    }

    private double millisSince(Cpu before, boolean compiles) {
        long ticks = 0;
        for (var thread : threads.entrySet()) {
            if (thread.getValue().compiles() == compiles) {
                var earlier = before.threads.get(thread.getKey());
                ticks += thread.getValue().used() - (earlier == null ? 0 : earlier.used());
            }
        }
        return ticks * TICK_MILLIS;
    }

    private static Map<Long, Ticks> threads(Path tasks) {
        var threads = new HashMap<Long, Ticks>();
        if (!Files.isDirectory(tasks)) {
            return threads;
        }
        try (var all = Files.list(tasks)) {
            all.forEach(task -> add(task, threads));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return threads;
    }

    private static void add(Path task, Map<Long, Ticks> threads) {
        try {
            var stat = Files.readString(task.resolve("stat"));
            var name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from "state" on, see proc(5)
            boolean compiles = name.matches("C[12] CompilerThre.*");
            if (compiles || name.matches("GC Thread.*|G1 .*|VM Thread")) {
                threads.put(
                        Long.valueOf(task.getFileName().toString()),
                        new Ticks(compiles, Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
            }
        } catch (IOException e) {
            // a thread that ended meanwhile
        }
    }
}
