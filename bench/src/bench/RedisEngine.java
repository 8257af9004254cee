package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The Redis that nodes share: the real one, with nothing on disk. */
final class RedisEngine implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String END = "no-step-follows";

    private final Process process;
    private final int port;

    private RedisEngine(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisEngine start(Path work) throws IOException, InterruptedException {
        int port = Gateway.freePort();
        Process process;
        try {
            process = new ProcessBuilder(
                            "redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new Failure("redis-server is not installed: " + e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        var redis = new RedisEngine(process, port);
        for (int tried = 0; tried < 100; tried++) {
            try {
                redis.connect().close();
                return redis;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        redis.close();
        throw new Failure("redis-server did not start; see " + work.resolve("redis.log"));
    }

    String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    Cpu cpu() {
        return Cpu.of(process.toHandle());
    }

    /** How often each command has run so far, those inside of scripts too. */
    Map<String, Long> commands() throws IOException {
        var counts = new TreeMap<String, Long>();
        try (var socket = connect()) {
            var in = ask(socket, "INFO commandstats");
            int left = Integer.parseInt(in.readLine().substring(1));
            for (String line; left > 0 && (line = in.readLine()) != null; left -= line.length() + 2) {
                if (line.startsWith("cmdstat_")) {
                    var calls = line.substring(line.indexOf("calls=") + 6, line.indexOf(','));
                    counts.merge(line.substring(8, line.indexOf(':')), Long.valueOf(calls), Long::sum);
                }
            }
        }
        counts.remove("info");
        return counts;
    }

    /** What is done while Redis reports each step that comes over the network. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Counts the steps that nodes take meanwhile: commands and scripts that they send, without what scripts do inside. */
    long steps(Work work) throws IOException, InterruptedException {
        try (var socket = connect()) {
            var in = ask(socket, "MONITOR");
            in.readLine();
            work.run();
            socket.setSoTimeout(PATIENCE_MILLIS);
            try (var other = connect()) {
                ask(other, "ECHO " + END).readLine();
            }
            long steps = 0;
            for (String line; (line = in.readLine()) != null && !line.contains(END); ) {
                // such as +1700000000.000000 [0 127.0.0.1:5000] "GET" "key"; of a script's own commands it says [0 lua]
                steps += line.contains(" lua] ") || line.regionMatches(true, line.length() - 6, "\"PING\"", 0, 6) ? 0 : 1;
            }
            return steps;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static BufferedReader ask(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }
}
