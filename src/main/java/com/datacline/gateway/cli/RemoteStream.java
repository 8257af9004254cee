package com.datacline.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;

/**
 * An answer that does not end by itself.
 *
 * @param client whose connection it comes over
 * @param body what comes
 */
record RemoteStream(HttpClient client, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        body.close();
        client.shutdownNow();
    }
}
