package com.datacline.gateway.door;

import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.LoginFinished;
import com.datacline.gateway.call.LoginStarted;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;

/** Route steps {@code redirect}, {@code done} and {@code refuse}: what a browser sees of a login at a server. */
public final class LoginAnswers {
    private static final Map<String, String> PAGE = Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    /** Sends the browser on; the address stands in the body too, for whoever begins a login without a browser. */
    public HttpAnswer redirect(LoginStarted login) {
        String address = login.authorization().toString();
        return new HttpAnswer(
                302,
                Map.of(
                        "Location", address,
                        "Content-Type", "application/json",
                        "Cache-Control", "no-store",
                        "Referrer-Policy", "no-referrer"),
                WireJson.bytes(JsonNodeFactory.instance.objectNode().put("authorization_url", address)));
    }

    /** Returns the last page of a login. */
    public HttpAnswer done(LoginFinished login) {
        return page(200, "The gateway is logged in at server " + login.server() + ". You can close this window.");
    }

    /** Returns the page of a login that came to nothing. */
    public HttpAnswer refuse(Failure failure) {
        return page(failure.code().status(), "The gateway is not logged in: " + failure.message());
    }

    private static HttpAnswer page(int status, String text) {
        String html = "<!doctype html><html lang=\"en\"><title>Secure MCP Gateway</title><p>"
                + HtmlUtils.htmlEscape(text) + "</p></html>\n";
        return new HttpAnswer(status, PAGE, html.getBytes(StandardCharsets.UTF_8));
    }
}
