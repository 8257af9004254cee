package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer's body of which no message may grow beyond a limit. */
final class BoundedInput extends FilterInputStream {
    private final String server;
    private final long limit;
    private long read;

    BoundedInput(InputStream in, String server, long limit) {
        super(in);
        this.server = server;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        count(Math.max(0, n));
        return n;
    }

    /** Begins to count anew: a message has been read. */
    void restart() {
        read = 0;
    }

    private void count(int more) {
        read += more;
        if (read > limit) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR, "server " + server + " answered more than " + limit + " bytes");
        }
    }
}
