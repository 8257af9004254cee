package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * As little as can pass for a gateway: raw sockets, pooled sessions, a journal line per call, no policy, no routes.
 * It tests the benchmark, and its CPU a call is about the least a gateway in Java could need.
 */
final class StandIn {
    private static final Pattern URL = Pattern.compile("url: http://127\\.0\\.0\\.1:(\\d+)/mcp");
    private static final Pattern NAME = Pattern.compile("\"name\":\"bench-(\\d+)__echo\"");

    private final List<Server> servers = new ArrayList<>();
    private final FileOutputStream journal;

    private StandIn(String registry, FileOutputStream journal) {
        URL.matcher(registry).results().forEach(url -> servers.add(
                new Server(Integer.parseInt(url.group(1)), new ConcurrentLinkedQueue<>())));
        this.journal = journal;
    }

    /** @param arguments {@code serve --port PORT} */
    public static void main(String[] arguments) throws IOException {
        var registry = Files.readString(Path.of(System.getenv("MCP_SERVERS_CONFIG")));
        try (var journal = new FileOutputStream(System.getenv("AUDIT_LOG_FILE"), true);
                var door = new ServerSocket(Integer.parseInt(arguments[2]), 1024, InetAddress.getLoopbackAddress())) {
            var gateway = new StandIn(registry, journal);
            while (true) {
                var wire = new Wire(door.accept());
                Thread.ofPlatform().daemon().start(() -> gateway.serve(wire));
            }
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            while (wire.readRequest()) {
                var reply = wire.startLine().startsWith("GET ")
                        ? Upstream.http("200 OK", "", "{\"status\":\"healthy\"}")
                        : answer(wire.text(), Envelope.of(wire.body(), wire.length()));
                wire.write(reply.getBytes(US_ASCII));
            }
        } catch (IOException e) {
            System.err.println("stand-in: " + e);
        }
    }

    private String answer(String request, Envelope message) throws IOException {
        if (message.id().isEmpty()) {
            return Upstream.http("202 Accepted", "", "");
        }
        return Upstream.http(
                "200 OK",
                "",
                switch (message.method()) {
                    case "tools/list" -> result(message, "{\"tools\":[" + tools() + "]}");
                    case "tools/call" -> call(request, message);
                    default -> result(message, "{\"protocolVersion\":\"2025-11-25\"}");
                });
    }

    private String tools() {
        var names = new StringBuilder("{\"name\":\"broadcast__echo\"}");
        for (int server = 1; server <= servers.size(); server++) {
            names.append(",{\"name\":\"bench-").append(server).append("__echo\"}");
        }
        return names.toString();
    }

    private String call(String request, Envelope message) throws IOException {
        var name = NAME.matcher(request);
        if (name.find()) {
            return ask(List.of(servers.get(Integer.parseInt(name.group(1)) - 1)), message).getFirst();
        }
        var answers = ask(servers, message);
        record("broadcast__echo");
        return result(message, "{\"content\":[],\"structuredContent\":{\"results\":" + answers + "}}");
    }

    /** Asks all of them at once, under the caller's own id, so that a single answer can be passed on as it came. */
    private List<String> ask(List<Server> targets, Envelope message) throws IOException {
        var json = "{\"jsonrpc\":\"2.0\",\"id\":" + message.id()
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"hello\"}}}";
        var sessions = new ArrayList<Session>();
        for (var target : targets) {
            var session = target.session();
            session.send(session.render(json));
            sessions.add(session);
        }
        var answers = new ArrayList<String>();
        for (int leg = 0; leg < sessions.size(); leg++) {
            answers.add(sessions.get(leg).receive().text());
            targets.get(leg).idle().add(sessions.get(leg));
            record("echo");
        }
        return answers;
    }

    private synchronized void record(String tool) throws IOException {
        var line = "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_type\":\"mcp_request\",\"action\":\"invoke_tool\","
                + "\"tool_name\":\"" + tool + "\",\"status\":\"success\"}\n";
        journal.write(line.getBytes(UTF_8));
    }

    private static String result(Envelope message, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + message.id() + ",\"result\":" + result + "}";
    }

    private record Server(int port, Queue<Session> idle) {
        Session session() throws IOException {
            var session = idle.poll();
            return session == null ? Session.open(port, "") : session;
        }
    }
}
