package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** An initialized MCP session with its one connection, reopened when the server announces that it closes it. */
final class Session implements Closeable {
    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"bench","version":"1"}}}""";

    private static final String MODERN = "2026-07-28";
    private static final String META =
            ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + MODERN
                    + "\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    private static final String TOOLS_LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}";

    private final int port;
    private String version = "2025-11-25";
    private String header;
    private Wire wire;
    private int reconnects;

    /** A connection for calls of the modern era, each of which stands for itself. */
    static Session modern(int port, String tool) throws IOException {
        var session = new Session(port, "");
        session.version = MODERN;
        session.header = "Mcp-Method: tools/call\r\nMcp-Name: " + tool + "\r\n";
        return session;
    }

    private Session(int port, String token) throws IOException {
        this.port = port;
        this.header = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
        this.wire = connect();
    }

    /** @param token whose session it is; empty for nobody's */
    static Session open(int port, String token) throws IOException {
        var session = new Session(port, token);
        session.send(session.render(INITIALIZE));
        var answer = session.receive();
        if (answer.status() != 200) {
            throw new Failure("initialize on port " + port + ": " + answer.startLine() + " " + answer.text());
        }
        if (!answer.sessionId().isEmpty()) {
            session.header += "Mcp-Session-Id: " + answer.sessionId() + "\r\n";
        }
        session.send(session.render(INITIALIZED));
        session.receive();
        return session;
    }

    /** What a server answers to {@code tools/list}, in a session of its own. */
    static String tools(int port, String token) throws IOException, InterruptedException {
        var session = Control.post(port, "/mcp", token, "", INITIALIZE)
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElse("");
        Control.post(port, "/mcp", token, session, INITIALIZED);
        var listed = Control.post(port, "/mcp", token, session, TOOLS_LIST);
        // behind a proxy in front of gateways apart another one is asked than the one that opened the session
        return listed.statusCode() == 404 ? Control.post(port, "/mcp", token, "", TOOLS_LIST).body() : listed.body();
    }

    /** What the parameters of each request say besides, in the era of this session. */
    String meta() {
        return version.equals(MODERN) ? META : "";
    }

    /** The whole HTTP request for an ASCII message. */
    byte[] render(String json) {
        return ("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                        + "Accept: application/json, text/event-stream\r\n"
                        + "Content-Type: application/json\r\nMCP-Protocol-Version: " + version + "\r\n" + header
                        + "Content-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes(US_ASCII);
    }

    void send(byte[] request) throws IOException {
        if (wire.closing()) {
            wire.close();
            wire = connect();
            reconnects++;
        }
        wire.write(request);
    }

    /** The answer, valid until the next one is received. */
    Wire receive() throws IOException {
        wire.readResponse();
        return wire;
    }

    int reconnects() {
        return reconnects;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private Wire connect() throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }
}
