package com.datacline.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;

/** What one thread writes goes here; what others write, such as a gateway's log, goes where it would have gone. */
final class OwnOutput extends OutputStream {
    private final Thread owner = Thread.currentThread();
    private final OutputStream own;
    private final OutputStream others;

    OwnOutput(OutputStream own, OutputStream others) {
        this.own = own;
        this.others = others;
    }

    @Override
    public void write(int character) throws IOException {
        target().write(character);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        target().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        target().flush();
    }

    private OutputStream target() {
        return Thread.currentThread() == owner ? own : others;
    }
}
