package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The canned upstream servers, in a process of their own. */
final class UpstreamProcess implements AutoCloseable {
    private final Process process;
    private final List<Integer> ports;

    private UpstreamProcess(Process process, List<Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    static UpstreamProcess start(int servers) throws IOException {
        var process = new ProcessBuilder(
                        Machine.java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Upstream.class.getName(),
                        String.valueOf(servers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        var line = output.readLine();
        if (line == null) {
            throw new Failure("the upstream servers did not start");
        }
        return new UpstreamProcess(
                process, Arrays.stream(line.split(" ")).map(Integer::valueOf).toList());
    }

    List<Integer> ports() {
        return ports;
    }

    /** How often each JSON-RPC method (or each HTTP method other than POST) was asked for, all servers together. */
    Map<String, Long> asked() throws IOException, InterruptedException {
        var counts = new HashMap<String, Long>();
        Control.get(ports.getFirst(), "/count").body().lines().forEach(line -> {
            var words = line.split(" ");
            counts.put(words[0], Long.valueOf(words[1]));
        });
        return counts;
    }

    void delay(int millis) throws IOException, InterruptedException {
        for (int port : ports) {
            Control.get(port, "/delay/" + millis);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }
}
