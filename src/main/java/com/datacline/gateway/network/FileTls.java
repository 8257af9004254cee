package com.datacline.gateway.network;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS by files, which are read anew for the next connection when they have changed: certificates are renewed often. */
public final class FileTls implements TlsSocketStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(FileTls.class);

    private final Tls tls;
    private final @Nullable Path more;
    private final List<Path> files;
    private volatile State state;

    private record State(List<FileTime> changed, TlsSocketStrategy strategy) {}

    /**
     * @param tls the server's own, or null
     * @param more certificates that are trusted beside Java's own, where the server names none
     * @throws TlsFiles.InvalidTlsFile if a file cannot be used
     */
    public FileTls(@Nullable Tls tls, @Nullable Path more) {
        this.tls = tls == null ? new Tls(null, null, null, null) : tls;
        this.more = more;
        this.files = new ArrayList<>(this.tls.files());
        if (more != null) {
            files.add(more);
        }
        this.state = read(changed());
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        String name = tls.serverName() == null ? target : tls.serverName();
        return strategy().upgrade(socket, name, port, attachment, context);
    }

    private TlsSocketStrategy strategy() {
        List<FileTime> now = changed();
        if (!now.equals(state.changed())) {
            try {
                state = read(now);
            } catch (TlsFiles.InvalidTlsFile e) {
                LOG.warn("{}; connections are made with what was there before", e.getMessage());
                state = new State(now, state.strategy());
            }
        }
        return state.strategy();
    }

    private State read(List<FileTime> changed) {
        return new State(changed, new DefaultClientTlsStrategy(TlsFiles.context(tls, more)));
    }

    private List<FileTime> changed() {
        List<FileTime> times = new ArrayList<>();
        for (Path file : files) {
            try {
                times.add(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }
}
