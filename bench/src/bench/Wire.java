package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;

/**
 * HTTP/1.1 messages on one socket, in either direction. Mutable and reused: what measures must cost less than what
 * is measured. There is no read timeout, which would double the system calls; {@link Load} bounds the whole run.
 */
final class Wire implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;

    private String startLine = "";
    private String sessionId = "";
    private boolean closing;
    private long contentLength;
    private boolean chunked;
    private byte[] body = new byte[4096];
    private int length;

    Wire(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    void write(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    /** Reads the next request; false when the peer has gone instead. */
    boolean readRequest() throws IOException {
        if (!readHead()) {
            return false;
        }
        readBody(Math.max(0, contentLength));
        return true;
    }

    void readResponse() throws IOException {
        if (!readHead()) {
            throw new EOFException("connection closed before the answer");
        }
        boolean untilClosed = contentLength < 0 && !chunked && status() != 204;
        closing |= untilClosed;
        readBody(untilClosed ? Long.MAX_VALUE : Math.max(0, contentLength));
    }

    String startLine() {
        return startLine;
    }

    int status() {
        return Integer.parseInt(startLine, 9, 12, 10);
    }

    /** The Mcp-Session-Id of the last message, or empty. */
    String sessionId() {
        return sessionId;
    }

    /** Whether the peer said it closes the connection after this message. */
    boolean closing() {
        return closing;
    }

    /** The last message's body; only the first {@link #length()} bytes belong to it. */
    byte[] body() {
        return body;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(body, 0, length, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean readHead() throws IOException {
        length = 0;
        contentLength = -1;
        chunked = false;
        sessionId = "";
        if (position == limit && !fill()) {
            return false;
        }
        startLine = line();
        for (var line = line(); !line.isEmpty(); line = line()) {
            header(line);
        }
        return true;
    }

    private void header(String line) {
        if (named(line, "content-length:")) {
            contentLength = Long.parseLong(line.substring(15).strip());
        } else if (named(line, "transfer-encoding:")) {
            chunked = true;
        } else if (named(line, "connection:")) {
            closing = line.substring(11).strip().equalsIgnoreCase("close");
        } else if (named(line, "mcp-session-id:")) {
            sessionId = line.substring(15).strip();
        }
    }

    private static boolean named(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }

    private void readBody(long size) throws IOException {
        if (!chunked) {
            take(size);
            return;
        }
        for (int chunk = chunkSize(); chunk > 0; chunk = chunkSize()) {
            take(chunk);
            line();
        }
        while (!line().isEmpty()) {
            // trailers
        }
    }

    private int chunkSize() throws IOException {
        var line = line();
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    /** Moves that many bytes into the body; MAX_VALUE means all there are until the peer closes. */
    private void take(long size) throws IOException {
        for (long left = size; left > 0; ) {
            if (position == limit && !fill()) {
                if (size == Long.MAX_VALUE) {
                    return;
                }
                throw new EOFException("connection closed in the middle of a body");
            }
            int part = (int) Math.min(left, limit - position);
            if (length + part > body.length) {
                body = Arrays.copyOf(body, Math.max(body.length * 2, length + part));
            }
            System.arraycopy(buffer, position, body, length, part);
            length += part;
            position += part;
            left -= part;
        }
    }

    private String line() throws IOException {
        for (int end = position; ; end++) {
            if (end == limit) {
                end -= position;
                if (!fill()) {
                    throw new EOFException("connection closed in the middle of a head");
                }
                end += position;
            }
            if (buffer[end] == '\n') {
                int stop = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
                var line = new String(buffer, position, stop - position, ISO_8859_1);
                position = end + 1;
                return line;
            }
        }
    }

    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            throw new IOException("a line longer than " + limit + " bytes");
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }
}
