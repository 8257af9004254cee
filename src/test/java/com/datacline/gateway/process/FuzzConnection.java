package com.datacline.gateway.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends whatever bytes it is given, and keeps its connection as long as the server does. */
final class FuzzConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int ATTEMPTS = 4;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    FuzzConnection(int port) {
        this.port = port;
    }

    /** Returns what was answered; empty if the server only closed. A time-out is an error: the server hangs. */
    String exchange(FuzzRequest request) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            open();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                socket.getOutputStream().write(request.bytes());
                return request.framed() ? framed(request) : toTheEnd();
            } catch (SocketException | EOFException e) {
                // A kept connection may have been closed meanwhile, and a new one before a client that was not given
                // time
                // had written; who is closed on each time is closed on on purpose.
                close();
                if (attempt == ATTEMPTS) {
                    return "";
                }
                open();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void open() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private String framed(FuzzRequest request) throws IOException {
        String head = head();
        while (head.startsWith("HTTP/1.1 100")) {
            head = head();
        }
        String lower = head.toLowerCase(Locale.ROOT);
        boolean withoutBody = new String(request.bytes(), 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ")
                || head.matches("(?s)HTTP/1\\.1 (204|304).*");
        String body = "";
        if (lower.contains("\ncontent-type: text/event-stream")) {
            // May last as long as the session does.
            close();
            return head;
        }
        Matcher length = LENGTH.matcher(head);
        if (withoutBody) {
            body = "";
        } else if (length.find()) {
            body = new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
        } else if (lower.contains("\ntransfer-encoding: chunked")) {
            body = chunked();
        } else if (lower.contains("\nconnection: close")) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (lower.contains("\nconnection: close")) {
            close();
        }
        return head + body;
    }

    private String toTheEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.shutdownOutput();
            byte[] piece = new byte[8_192];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                all.write(piece, 0, read);
                if (all.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
                    break;
                }
            }
        } catch (SocketException e) {
            // reset by the server, which is an answer to nonsense
        }
        close();
        return all.toString(StandardCharsets.UTF_8);
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private String chunked() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
