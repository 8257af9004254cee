package com.datacline.gateway.routes;

import com.datacline.gateway.door.EventAnswer;
import com.datacline.gateway.door.EventWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a client that listens, after the head of its response. For a request that is under way Tomcat keeps more than
 * 100 KB of buffers, and a stream may be under way for days. So the connection leaves Tomcat's HTTP as one does that becomes a
 * WebSocket, and all that Tomcat keeps for it are the buffers of its socket. What follows is the body, which ends with the
 * connection (RFC 9112, section 6.3). Public for Tomcat, which makes one itself.
 */
public final class StreamConnection implements InternalHttpUpgradeHandler {
    private static final int PASSED_OVER = 512;
    private static final EventWriter GONE = events -> {
        throw new IOException("the client went before its stream began");
    };

    private @Nullable EventAnswer stream;
    private @Nullable SocketWrapperBase<?> socket;
    private Duration patience = Duration.ZERO;

    /**
     * Answers a request with a stream, whose events go out when the request is over.
     *
     * @param patience how long a write may take; then the client is taken for gone
     */
    static void begin(EventAnswer stream, HttpServletRequest request, ResponseChannel channel, Duration patience) {
        try {
            if (!request.getProtocol().startsWith("HTTP/1.")) {
                channel.open(EventAnswer.HEADERS);
                write(stream, channel);
                return;
            }
            channel.openLast(EventAnswer.HEADERS);
            StreamConnection connection = request.upgrade(StreamConnection.class);
            connection.stream = stream;
            connection.patience = patience;
        } catch (IOException | ServletException e) {
            write(stream, GONE);
        }
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    /** Writes the stream, as long as it lasts. */
    @Override
    public void init(WebConnection connection) {
        EventAnswer begun = stream;
        SocketWrapperBase<?> client = socket;
        if (begun == null || client == null) {
            return;
        }
        stream = null;
        client.setWriteTimeout(patience.toMillis());
        write(begun, events -> {
            requireThere(client);
            client.write(true, events, 0, events.length);
            client.flush(true);
        });
    }

    /** A client that listens says nothing more, so all that there can be to read is that it has gone. */
    private static void requireThere(SocketWrapperBase<?> client) throws IOException {
        byte[] passedOver = new byte[PASSED_OVER];
        if (client.read(false, passedOver, 0, passedOver.length) < 0) {
            throw new EOFException("the client has gone");
        }
    }

    /** The stream has ended, and the connection with it, whatever the client sends. */
    @Override
    public SocketState upgradeDispatch(SocketEvent status) {
        return SocketState.CLOSED;
    }

    /** The connection has ended, maybe before the stream began. */
    @Override
    public void destroy() {
        EventAnswer unheard = stream;
        if (unheard != null) {
            stream = null;
            write(unheard, GONE);
        }
    }

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSslSupport(SSLSupport sslSupport) {}

    @Override
    public void pause() {}

    private static void write(EventAnswer stream, EventWriter client) {
        try {
            stream.write(client);
        } catch (IOException e) {
            // The client is gone, and that is how such streams end.
        }
    }
}
