package bench;

import java.io.Closeable;
import java.io.IOException;

/** One tools/call on one session, rendered once; only the ten digits of its id change from call to call. */
final class PreparedCall implements Closeable {
    private static final long PLACEHOLDER = 1_000_000_000L;
    private static final int DIGITS = 10;

    private final Session session;
    private final Tool tool;
    private final byte[] request;
    private final byte[] id = new byte[DIGITS];
    private final int idAt;

    PreparedCall(Session session, Tool tool) {
        this.session = session;
        this.tool = tool;
        this.request = session.render("{\"jsonrpc\":\"2.0\",\"id\":" + PLACEHOLDER
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool.name() + "\",\"arguments\":"
                + tool.arguments() + session.meta() + "}}");
        this.idAt = Bytes.find(request, request.length, "\"id\":".getBytes()) + 5;
    }

    void send(int number) throws IOException {
        long rest = PLACEHOLDER + number;
        for (int digit = DIGITS - 1; digit >= 0; digit--) {
            id[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        System.arraycopy(id, 0, request, idAt, DIGITS);
        session.send(request);
    }

    /** Waits for the answer to what was sent last, and insists that it is a success. */
    void receive() throws IOException {
        var answer = session.receive();
        var fault = Bytes.fault(answer, id, tool.upstreams());
        if (!fault.isEmpty()) {
            throw new Failure(tool.name() + " answered " + fault + ": " + answer.startLine() + " " + answer.text());
        }
    }

    int reconnects() {
        return session.reconnects();
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
