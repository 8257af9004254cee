package com.datacline.gateway.routes;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Failures;
import com.datacline.gateway.door.HttpAnswer;
import com.datacline.gateway.door.RestAnswers;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Writes what a route ended with. The gateway's doors end with an {@link HttpAnswer}; a team's own platform-http route
 * may set a body, {@code CamelHttpResponseCode} and {@code Content-Type}. No other header leaves, so none of the
 * caller's can come back.
 */
final class ResponseWriter {
    private static final Failures FAILURES = new Failures();

    private ResponseWriter() {}

    static void write(Exchange exchange, HttpServletResponse response) throws IOException {
        Exception problem = exchange.getException();
        if (problem instanceof CallFailed failed) {
            write(RestAnswers.failure(failed.failure()), response);
        } else if (problem != null) {
            write(RestAnswers.failure(FAILURES.describe(problem, null, exchange.getContext())), response);
        } else if (exchange.getMessage().getBody() instanceof HttpAnswer answer) {
            write(answer, response);
        } else {
            write(general(exchange.getMessage()), response);
        }
    }

    static void write(HttpAnswer answer, HttpServletResponse response) throws IOException {
        if (answer.status() == HttpAnswer.SENT.status()) {
            return;
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(answer.length());
        ServletOutputStream out = response.getOutputStream();
        HttpAnswer.Inset inset = answer.inset();
        if (inset == null) {
            out.write(answer.body());
            return;
        }
        out.write(answer.body(), 0, inset.at());
        out.write(inset.bytes());
        out.write(answer.body(), inset.at(), answer.body().length - inset.at());
    }

    private static HttpAnswer general(Message message) {
        byte[] body = message.getBody(byte[].class);
        if (body == null && message.getBody() != null) {
            return RestAnswers.failure(
                    new Failure(FailureCode.INTERNAL, "the route ended with something that is no answer"));
        }
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, body == null ? 204 : 200, int.class);
        String type = message.getHeader(Exchange.CONTENT_TYPE, "text/plain", String.class);
        return new HttpAnswer(status, Map.of("Content-Type", type), body == null ? new byte[0] : body);
    }
}
