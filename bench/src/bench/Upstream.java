package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * N bare MCP servers of the legacy era in one process: canned JSON, keep-alive, one tool {@code echo}. Prints its
 * ports and ends when its standard input does, so it cannot outlive the benchmark.
 *
 * <p>{@code GET /count} on any port tells what all of them were asked, {@code GET /delay/200} makes that one slow.
 */
final class Upstream {
    /** Every answer of a tool names its server like this, so that a broadcast can be checked for completeness. */
    static final String MARK = "upstream-";

    private static final String TOOLS =
            """
            {"tools":[{"name":"echo","title":"Echo","description":"Answers a canned text.","inputSchema":{"type":"object",\
            "properties":{"message":{"type":"string","description":"What to say."}},"required":["message"]}}]}""";
    private static final String UNINITIALIZED =
            """
            {"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"Bad Request: Server not initialized"}}""";

    private static final Map<String, LongAdder> asked = new ConcurrentHashMap<>();
    private static final AtomicInteger sessions = new AtomicInteger();

    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final String initialized;
    private final String answer;
    private volatile int delayMillis;

    private Upstream(int number) throws IOException {
        initialized =
                """
                {"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"bench-%d","version":"1"}}"""
                        .formatted(number);
        answer =
                """
                {"content":[{"type":"text","text":"%s%03d heard you, and this is about as long as a short answer is."}],\
                "isError":false}"""
                        .formatted(MARK, number);
    }

    public static void main(String[] arguments) throws IOException {
        var ports = new StringJoiner(" ");
        for (int number = 1; number <= Integer.parseInt(arguments[0]); number++) {
            var upstream = new Upstream(number);
            ports.add(String.valueOf(upstream.server.getLocalPort()));
            daemon(upstream::accept);
        }
        System.out.println(ports);
        while (System.in.read() >= 0) {
            // the benchmark lives
        }
    }

    private static void daemon(Runnable work) {
        // Platform threads: a virtual thread that waits for its socket costs a second wake-up, by the poller.
        Thread.ofPlatform().daemon().start(work);
    }

    private void accept() {
        try {
            while (true) {
                var wire = new Wire(server.accept());
                daemon(() -> serve(wire));
            }
        } catch (IOException e) {
            System.err.println("upstream stopped: " + e);
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            while (wire.readRequest()) {
                wire.write(reply(wire).getBytes(UTF_8));
            }
        } catch (IOException e) {
            // A client that goes away is no news.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String reply(Wire wire) throws InterruptedException {
        var line = wire.startLine();
        if (line.startsWith("GET /count")) {
            var text = new StringJoiner("\n");
            asked.forEach((method, count) -> text.add(method + " " + count));
            return http("200 OK", "", text.toString());
        }
        if (line.startsWith("GET /delay/")) {
            delayMillis = Integer.parseInt(line.split("[/ ]")[3]);
            return http("200 OK", "", "");
        }
        if (!line.startsWith("POST ")) {
            count(line.substring(0, line.indexOf(' ')));
            return http(line.startsWith("DELETE ") ? "200 OK" : "405 Method Not Allowed", "", "");
        }
        return rpc(wire, Envelope.of(wire.body(), wire.length()));
    }

    private String rpc(Wire wire, Envelope message) throws InterruptedException {
        count(message.method());
        if (message.method().equals("initialize")) {
            var session = "Mcp-Session-Id: bench-session-" + sessions.incrementAndGet() + "\r\n";
            return http("200 OK", session, result(message, initialized));
        }
        if (wire.sessionId().isEmpty() || message.method().equals("server/discover")) {
            return http("400 Bad Request", "", UNINITIALIZED);
        }
        if (message.id().isEmpty()) {
            return http("202 Accepted", "", "");
        }
        return switch (message.method()) {
            case "tools/call" -> {
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                yield http("200 OK", "", result(message, answer));
            }
            case "tools/list" -> http("200 OK", "", result(message, TOOLS));
            case "ping" -> http("200 OK", "", result(message, "{}"));
            default -> {
                var error = "{\"jsonrpc\":\"2.0\",\"id\":" + message.id()
                        + ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}";
                yield http("200 OK", "", error);
            }
        };
    }

    private static void count(String method) {
        asked.computeIfAbsent(method, name -> new LongAdder()).increment();
    }

    private static String result(Envelope message, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + message.id() + ",\"result\":" + result + "}";
    }

    /** One HTTP answer; all bodies are ASCII, so characters are bytes. */
    static String http(String status, String header, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n"
                + header + "\r\n" + body;
    }
}
