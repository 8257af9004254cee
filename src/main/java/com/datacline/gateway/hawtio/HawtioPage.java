package com.datacline.gateway.hawtio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * Hawtio's page and how it logs in. All of it is public, so that a browser without a token can load it; it tells nothing of
 * the gateway but who issues its tokens. Everything it shows comes from Jolokia, which wants a token.
 */
final class HawtioPage extends HttpServlet {
    static final String PATH = "/actuator/hawtio";

    private static final long serialVersionUID = 1L;
    private static final String FILES = "hawtio-static";
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "json", "application/json", "svg", "image/svg+xml", "woff2", "font/woff2");

    private final @Nullable URI issuer;
    private final String client;

    /**
     * @param issuer who issues tokens, or null if callers need none
     * @param client the OAuth client that the page is
     */
    HawtioPage(@Nullable URI issuer, String client) {
        this.issuer = issuer;
        this.client = client;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", policy());
        response.setHeader("Cache-Control", "no-cache");
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(PATH + "/");
            return;
        }
        JsonNode fact = fact(path, request);
        if (fact != null) {
            send(response, "application/json", fact.toString().getBytes(StandardCharsets.UTF_8));
        } else if (path.equals("/user") || path.startsWith("/auth/")) {
            response.sendError(
                    path.equals("/user") ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        } else {
            file(path, response);
        }
    }

    /** What the page asks before anybody is logged in. */
    private @Nullable JsonNode fact(String path, HttpServletRequest request) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (path) {
            case "/keycloak/enabled", "/proxy/enabled" -> json.booleanNode(false);
            case "/plugin", "/preset-connections" -> json.arrayNode();
            case "/auth/config/session-timeout" -> json.objectNode().put("timeout", -1);
            case "/auth/config/oidc" -> login(request);
            case "/user" -> issuer == null ? json.textNode("public") : null;
            default -> null;
        };
    }

    private JsonNode login(HttpServletRequest request) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (issuer == null) {
            return json.arrayNode();
        }
        String here = request.getRequestURL().toString();
        return json.objectNode()
                .put("method", "oidc")
                .put("name", "Keycloak")
                .put("provider", issuer.toString())
                .put("client_id", client)
                .put("response_mode", "fragment")
                .put("scope", "openid profile")
                .put("redirect_uri", here.substring(0, here.indexOf(PATH) + PATH.length()) + "/")
                .put("code_challenge_method", "S256");
    }

    /** The page's own paths, such as {@code /camel/routes}, are the page again. */
    private void file(String path, HttpServletResponse response) throws IOException {
        boolean whole = path.equals("/") || path.equals("/index.html") || path.lastIndexOf('.') < path.lastIndexOf('/');
        String name = whole ? "/index.html" : path;
        try (InputStream file = path.contains("..") || path.contains("//")
                ? null
                : HawtioPage.class.getClassLoader().getResourceAsStream(FILES + name)) {
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            byte[] bytes = file.readAllBytes();
            if (whole) {
                String text = new String(bytes, StandardCharsets.UTF_8).replace("=\"/hawtio/", "=\"" + PATH + "/");
                send(response, "text/html;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
            } else {
                if (name.startsWith("/static/")) {
                    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
                }
                send(response, type(name), bytes);
            }
        }
    }

    private static String type(String name) {
        String known = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return known != null
                ? known
                : MediaTypeFactory.getMediaType(name)
                        .orElse(MediaType.APPLICATION_OCTET_STREAM)
                        .toString();
    }

    private static void send(HttpServletResponse response, String type, byte[] bytes) throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** The page makes its styles as it goes and logs in at the issuer; it runs no script but its own. */
    private String policy() {
        String login = issuer == null ? "" : " " + issuer.getScheme() + "://" + issuer.getAuthority();
        return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'" + login
                + "; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
    }
}
