package com.datacline.gateway.routes;

import com.datacline.gateway.door.EventAnswer;
import com.datacline.gateway.door.HttpAnswer;
import com.datacline.gateway.door.RestAnswers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads every request to a route of the current generation, which it keeps alive until the answer is written. */
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Generations generations;
    private final Duration patience;

    /** @param patience how long a client may take nothing of the stream it listens to */
    public GatewayServlet(Generations generations, Duration patience) {
        this.generations = generations;
        this.patience = patience;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ResponseChannel channel = new ResponseChannel(request, response);
        EventAnswer stream = route(request, response, channel);
        if (stream != null) {
            StreamConnection.begin(stream, request, channel, patience);
        }
    }

    private @Nullable EventAnswer route(
            HttpServletRequest request, HttpServletResponse response, ResponseChannel channel) throws IOException {
        try (Generation generation = generations.lease()) {
            switch (generation.entrances().find(request)) {
                case Entrances.Found.Entrance(RequestConsumer consumer, Map<String, String> variables) -> {
                    return consumer.handle(request, variables, response, channel);
                }
                case Entrances.Found.OtherMethods(String allow) -> {
                    response.setHeader("Allow", allow);
                    ResponseWriter.write(
                            RestAnswers.problem(405, "Method Not Allowed", "method_not_allowed"), response);
                }
                case Entrances.Found.Nothing() -> {
                    HttpAnswer answer = RestAnswers.problem(404, "Not Found", "not_found");
                    ResponseWriter.write(answer, response);
                }
            }
            return null;
        }
    }
}
