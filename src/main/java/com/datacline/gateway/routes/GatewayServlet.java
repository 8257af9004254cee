package com.datacline.gateway.routes;

import com.datacline.gateway.door.HttpAnswer;
import com.datacline.gateway.door.RestAnswers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Leads every request to a route of the current generation, which it keeps alive until the answer is written. */
public final class GatewayServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Generations generations;

    public GatewayServlet(Generations generations) {
        this.generations = generations;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Generation generation = generations.lease()) {
            switch (generation.entrances().find(request)) {
                case Entrances.Found.Entrance(RequestConsumer consumer, Map<String, String> variables) ->
                    consumer.handle(request, variables, response);
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
        }
    }
}
