package com.datacline.gateway.upstream;

import com.datacline.gateway.call.ApiAnswer;
import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Sends an {@link ApiCall} to its API and leaves an {@link ApiAnswer} as the body; the call's deadline ends it. */
final class ApiProducer extends HttpProducer {
    private static final String IN_FLIGHT = "openapi-in-flight";

    private final String server;
    private final ApiConnections connections;

    ApiProducer(ApiEndpoint endpoint, String server, ApiConnections connections) {
        super(endpoint);
        this.server = server;
        this.connections = connections;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        ApiCall call = call(exchange);
        Cancellation cancellation =
                exchange.getVariable("cancellation") instanceof Cancellation given ? given : new Cancellation();
        try (InFlight inFlight = connections.begin(call, cancellation)) {
            exchange.setProperty(IN_FLIGHT, inFlight);
            send(exchange, inFlight);
        } finally {
            exchange.removeProperty(IN_FLIGHT);
        }
    }

    private void send(Exchange exchange, InFlight inFlight) throws Exception {
        try {
            super.process(exchange);
        } catch (CallFailed e) {
            throw inFlight.why(e);
        }
    }

    private ApiCall call(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof ApiCall call)) {
            throw new IllegalStateException("api:" + server + " takes an ApiCall and nothing else;"
                    + " is the decide, the equip or the request step missing in this route?");
        }
        if (!call.decided().call().server().equals(server)) {
            throw new IllegalStateException("api:" + server + " got a call decided for server "
                    + call.decided().call().server());
        }
        return call;
    }

    @Override
    protected HttpUriRequest createMethod(Exchange exchange) {
        ApiCall call = call(exchange);
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        if (exchange.getVariable(Trace.VARIABLE) instanceof Trace trace) {
            trace.fields().forEach(request::setHeader);
        }
        byte[] body = call.body();
        if (body.length > 0) {
            // its type is among the headers
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }

    @Override
    protected <T> T executeMethod(
            Exchange exchange, HttpHost host, HttpUriRequest request, HttpClientResponseHandler<T> handler)
            throws IOException, HttpException {
        InFlight inFlight = exchange.getProperty(IN_FLIGHT, InFlight.class);
        ClassicHttpResponse response = connections.send((HttpUriRequestBase) request, call(exchange), inFlight);
        try (response) {
            return handler.handleResponse(response);
        } catch (IOException e) {
            throw HttpInquiry.broken(server, e);
        }
    }

    @Override
    protected void populateResponse(
            Exchange exchange,
            HttpUriRequest request,
            ClassicHttpResponse response,
            HeaderFilterStrategy strategy,
            int status)
            throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        byte[] body;
        try {
            body = connections.read(server, response.getEntity());
        } catch (CallFailed e) {
            // what is left of an answer that is too long is not read
            ((HttpUriRequestBase) request).cancel();
            throw e;
        }
        exchange.getMessage().setBody(new ApiAnswer(call(exchange), status, headers, body));
    }
}
