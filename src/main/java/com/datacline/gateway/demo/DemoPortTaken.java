package com.datacline.gateway.demo;

import java.io.IOException;

/** A demo server could not listen where it should. */
public final class DemoPortTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoPortTaken(String server, String host, int port, IOException cause) {
        super(
                "demo server %s cannot listen on %s:%d (%s). Stop what uses port %d (lsof -i :%d shows it), or give the demo other ports."
                        .formatted(server, host, port, cause.getMessage(), port, port),
                cause);
    }
}
