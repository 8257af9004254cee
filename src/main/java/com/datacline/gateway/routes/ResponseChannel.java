package com.datacline.gateway.routes;

import com.datacline.gateway.door.EventChannel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** An HTTP response that can become a stream of events. */
final class ResponseChannel implements EventChannel {
    private final HttpServletResponse response;
    private final boolean takesEvents;

    ResponseChannel(HttpServletRequest request, HttpServletResponse response) {
        this.response = response;
        String accept = request.getHeader("Accept");
        this.takesEvents = accept != null && accept.contains("text/event-stream");
    }

    @Override
    public boolean takesEvents() {
        return takesEvents;
    }

    @Override
    public void open(Map<String, String> headers) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        headers.forEach(response::setHeader);
        response.flushBuffer();
    }

    /** Makes the answer a stream of events that is the last on its connection. */
    void openLast(Map<String, String> headers) throws IOException {
        response.setHeader("Connection", "close");
        open(headers);
    }

    @Override
    public void write(byte[] events) throws IOException {
        response.getOutputStream().write(events);
        response.flushBuffer();
    }

    @Override
    public void end() throws IOException {
        response.getOutputStream().close();
    }
}
