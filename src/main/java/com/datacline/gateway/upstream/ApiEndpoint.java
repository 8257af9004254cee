package com.datacline.gateway.upstream;

import java.net.URI;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** One REST API as a Camel endpoint; it can only be sent to. */
final class ApiEndpoint extends HttpEndpoint {
    /** Each request has a URL of its own; Camel wants one of the endpoint. */
    private static final URI NONE = URI.create("http://api.invalid");

    /** Camel wants a client too; requests go out over the gateway's own connections. */
    private static final HttpClient UNUSED = HttpClients.createMinimal();

    private final String server;
    private final ApiConnections connections;

    ApiEndpoint(String uri, ApiComponent component, String server, ApiConnections connections) {
        super(uri, component, NONE);
        this.server = server;
        this.connections = connections;
        // every answer is one, whatever its status
        setThrowExceptionOnFailure(false);
        // the caller's headers, and those that steer Camel, stay here
        setSkipRequestHeaders(true);
        setSkipControlHeaders(true);
        setFollowRedirects(false);
    }

    @Override
    public Producer createProducer() {
        return new ApiProducer(this, server, connections);
    }

    @Override
    public HttpClient getHttpClient() {
        return UNUSED;
    }
}
