package com.datacline.gateway.routes;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/** Runs {@code platform-http} routes on the web server's own virtual threads, one for each request. */
public final class RequestEngine implements PlatformHttpEngine {
    private final RequestReader reader;

    public RequestEngine(RequestReader reader) {
        this.reader = reader;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new RequestConsumer(endpoint, processor, reader);
    }
}
