package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The connections to REST APIs. They outlive the routes; APIs that ask for nothing special share those of all servers. */
public final class ApiConnections implements AutoCloseable {
    private final Transport transport;
    private final Map<Address.Http, Connections> apart = new ConcurrentHashMap<>();

    public ApiConnections(Transport transport) {
        this.transport = transport;
    }

    /** Begins a call, which ends with its deadline or its cancellation. */
    InFlight begin(ApiCall call, Cancellation cancellation) {
        return new InFlight(
                call.decided().call().server(), call.decided().call().deadline(), cancellation, transport.clock());
    }

    /** Sends a request; the response must be closed. */
    ClassicHttpResponse send(HttpUriRequestBase request, ApiCall call, InFlight inFlight) {
        String name = call.decided().call().server();
        McpServer server = call.decided().server();
        if (!(server.address() instanceof Address.OpenApi api)) {
            throw new IllegalStateException("api:" + name + ": " + server.address() + " is no REST API");
        }
        return connections(api, call.url()).send(request, inFlight, name);
    }

    /** The gateway's certificate is shown to the API, and to nobody else who keeps its document. */
    private Connections connections(Address.OpenApi api, URI target) {
        boolean elsewhere = api.url() != null && !api.url().getHost().equalsIgnoreCase(target.getHost());
        URI origin = URI.create(target.getScheme() + "://" + target.getRawAuthority());
        Address.Http address = new Address.Http(origin, api.allowLinkLocal(), elsewhere ? null : api.tls());
        return Transport.isApart(address) ? apart.computeIfAbsent(address, transport::apart) : transport.shared();
    }

    /**
     * Returns what a response carries.
     *
     * @throws CallFailed if it is more than the gateway reads
     */
    byte[] read(String server, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        long limit = transport.properties().maxResponse().toBytes();
        if (entity.getContentLength() > limit) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_ERROR,
                    "server " + server + " answered " + entity.getContentLength() + " bytes, more than the " + limit
                            + " that are read");
        }
        return new BoundedInput(entity.getContent(), server, limit).readAllBytes();
    }

    @Override
    public void close() {
        apart.values().forEach(Connections::close);
    }
}
