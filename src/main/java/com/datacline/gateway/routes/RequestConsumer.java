package com.datacline.gateway.routes;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.door.EventAnswer;
import com.datacline.gateway.door.EventChannel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Where a request enters a route and its answer leaves it, both on the calling thread. */
final class RequestConsumer extends DefaultConsumer implements PlatformHttpConsumer {
    private final RequestReader reader;

    RequestConsumer(PlatformHttpEndpoint endpoint, Processor processor, RequestReader reader) {
        super(endpoint, processor);
        this.reader = reader;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    /** Returns the stream of events that the route ended with, to be written without it, or null if all is written. */
    @Nullable
    EventAnswer handle(
            HttpServletRequest request,
            Map<String, String> pathVariables,
            HttpServletResponse response,
            EventChannel channel)
            throws IOException {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty("channel", channel);
        try {
            reader.read(request, pathVariables, exchange.getIn());
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (CallFailed e) {
            exchange.setException(e);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.getException() == null && exchange.getMessage().getBody() instanceof EventAnswer stream) {
                return stream;
            }
            ResponseWriter.write(exchange, response);
            return null;
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }
}
