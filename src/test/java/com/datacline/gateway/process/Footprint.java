package com.datacline.gateway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway holds at one moment, after a full garbage collection.
 *
 * @param sessions sessions of legacy clients
 * @param streams streams of events, of whatever kind
 * @param listeners streams that servers keep open for it
 * @param threads threads of both kinds
 * @param descriptors open files and sockets
 * @param bytes of the heap that are in use
 */
record Footprint(int sessions, int streams, int listeners, int threads, int descriptors, long bytes) {
    private static final int LARGEST = 25;

    static Footprint of(GatewayProcess gateway) {
        String pid = String.valueOf(gateway.pid());
        String classes = jcmd(pid, "GC.class_histogram");
        Path dump = Path.of("target", "threads-" + pid + ".txt").toAbsolutePath();
        jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
        try (Stream<String> threads = Files.lines(dump);
                Stream<Path> open = Files.list(Path.of("/proc", pid, "fd"))) {
            return new Footprint(
                    (int) instances(classes, "com.datacline.gateway.door.ClientSession"),
                    (int) instances(classes, "com.datacline.gateway.door.EventStream"),
                    (int) instances(classes, "com.datacline.gateway.upstream.Listener"),
                    (int) threads.filter(line -> line.startsWith("#")).count(),
                    (int) open.count(),
                    number(classes, "(?m)^Total\\s+\\d+\\s+(\\d+)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the classes whose objects take most of the heap, a line each. */
    static String largest(GatewayProcess gateway) {
        return jcmd(String.valueOf(gateway.pid()), "GC.class_histogram")
                .lines()
                .limit(LARGEST)
                .collect(Collectors.joining("\n"));
    }

    private static long instances(String classes, String name) {
        return number(classes, "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(name) + "(?:\\s|$)");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String jcmd(String... arguments) {
        try {
            String[] command = Stream.concat(
                            Stream.of(Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString()),
                            Stream.of(arguments))
                    .toArray(String[]::new);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
