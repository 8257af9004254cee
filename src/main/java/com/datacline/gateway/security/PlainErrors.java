package com.datacline.gateway.security;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.http.HttpStatus;

/**
 * Tomcat's answer to what no filter and no route has answered, such as a request line that is none: short JSON in place of
 * a page with its version. Public for Tomcat, which makes one itself.
 */
public final class PlainErrors extends ErrorReportValve {

    static void install(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(PlainErrors.class.getName());
            }
        });
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable problem) {
        int status = response.getStatus();
        if (status < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(status);
        String reason = known == null ? "Error" : known.getReasonPhrase();
        SecurityHeaders.VALUES.forEach(response::setHeader);
        response.setContentType("application/json");
        response.setCharacterEncoding("utf-8");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("{\"detail\":\"" + reason + "\",\"code\":\""
                        + reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_") + "\"}");
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException e) {
            // Whoever asked is gone.
        }
    }
}
