package com.datacline.gateway.process;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.fixture.AnyJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests that are nearly right, and some that are not at all. The same seed makes the same requests. */
final class FuzzRequests {
    private static final List<String> OPEN = List.of(
            "/",
            "/health",
            "/openapi.json",
            "/oauth/callback",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration");
    private static final List<String> PATHS = List.of(
            "/mcp/servers",
            "/mcp/server/one/info",
            "/mcp/list-tools?mcp_server=one",
            "/mcp/list-resources?mcp_server=one",
            "/mcp/list-resource-templates?mcp_server=one",
            "/mcp/read-resource?mcp_server=one&uri=a%3A%2F%2Fb",
            "/mcp/list-prompts?mcp_server=one",
            "/mcp/get-prompt?mcp_server=one&name=p&arguments=%7B%22a%22%3A%22b%22%7D",
            "/tools",
            "/resources",
            "/resources?cursor=LTE",
            "/resources/templates",
            "/resources/read?uri=a%3A%2F%2Fb",
            "/prompts",
            "/prompts/get?name=p",
            "/config",
            "/mcp/invoke?mcp_server=one",
            "/mcp/invoke-broadcast",
            "/tools/echo/invoke",
            "/complete",
            "/oauth/callback?state=a&code=b&iss=c",
            "/oauth/servers/one/login",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/actuator/health",
            "/error",
            "/nowhere");
    private static final List<String> METHODS =
            List.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get", "PROPFIND");
    private static final List<String> RPC = List.of(
            "initialize",
            "ping",
            "tools/list",
            "tools/call",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "resources/subscribe",
            "resources/unsubscribe",
            "prompts/list",
            "prompts/get",
            "completion/complete",
            "logging/setLevel",
            "server/discover",
            "subscriptions/listen",
            "tasks/get",
            "tasks/update",
            "tasks/cancel",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed",
            "rpc.discover",
            "");
    private static final List<String> PARAMS = List.of(
            "{}",
            "{\"name\":\"one__echo\",\"arguments\":{\"message\":\"m\"}}",
            "{\"name\":\"broadcast__echo\",\"arguments\":{\"arguments\":{\"message\":\"m\"},\"servers\":[\"one\"],"
                    + "\"timeout\":1,\"min_results\":1,\"first\":true}}",
            "{\"uri\":\"a://b\"}",
            "{\"cursor\":\"LTE\"}",
            "{\"name\":\"p\",\"arguments\":{\"a\":\"b\"},\"requestState\":\"x\",\"inputResponses\":{\"input_1\":{}}}",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"f\",\"version\":\"1\"}}",
            "{\"level\":\"debug\"}",
            "{\"taskId\":\"t\",\"requestId\":1,\"progressToken\":1,\"progress\":1}",
            "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"},\"argument\":{\"name\":\"a\",\"value\":\"b\"}}");
    private static final List<String> BODIES = List.of(
            "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}",
            "{\"tool_name\":\"echo\",\"parameters\":{},\"servers\":[\"one\"],\"tags\":[\"t\"],\"timeout\":1,"
                    + "\"min_results\":1,\"first\":true}",
            "{\"message\":\"m\"}",
            "{\"mcp_server\":\"one\",\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"},\"argument\":{\"name\":\"a\","
                    + "\"value\":\"b\"}}");
    private static final List<String> VERSIONS =
            List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "", "1999-01-01", "x");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "null",
            "%",
            "%zz",
            "%00",
            "%c0%ae",
            "%ff",
            "..%2f",
            "../",
            ";x=y",
            "//",
            "\\",
            "&&==",
            "=?base64?eA==?=",
            "=?base64?%%?=",
            "\u00e9\u00ff",
            "a,b",
            "${jndi:x}",
            "{{x}}",
            "#{x}",
            "'\"<>",
            "-1",
            "99999999999999999999",
            "0-0",
            "\t",
            "\u0001");
    private static final List<String> HEADERS = List.of(
            "Mcp-Session-Id",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "Mcp-Param-Message",
            "Last-Event-ID",
            "Accept",
            "Content-Type",
            "Content-Encoding",
            "Accept-Encoding",
            "Range",
            "Expect",
            "Cookie",
            "Origin",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-HTTP-Method-Override",
            "CamelHttpMethod",
            "CamelHttpUri",
            "CamelBeanMethodName",
            "Upgrade",
            "If-None-Match",
            "TE",
            "Authorization");

    private final Random random;
    private final AnyJson json;
    private final String token;

    FuzzRequests(long seed, String token) {
        this.random = new Random(seed);
        this.json = new AnyJson(seed);
        this.token = token;
    }

    FuzzRequest next() {
        boolean withToken = random.nextInt(3) > 0;
        boolean rpc = random.nextInt(2) == 0;
        String path = rpc ? one(List.of("/mcp", "/mcp", "/mcp", "/")) : one(random.nextInt(6) == 0 ? OPEN : PATHS);
        boolean mutatedPath = random.nextInt(4) == 0;
        if (mutatedPath) {
            path = mutatedPath(path);
        }
        String method =
                rpc && random.nextInt(8) > 0 ? "POST" : one(METHODS.subList(0, random.nextInt(4) == 0 ? 11 : 3));
        byte[] body = method.equals("GET") && random.nextInt(10) > 0 ? new byte[0] : body(rpc);
        boolean brokenJson = rpc && method.equals("POST") && !mutatedPath && !isJson(body);
        byte[] head = head(method, path, body.length, withToken).getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        boolean framed = random.nextInt(4) > 0;
        return framed
                ? new FuzzRequest(all, true, withToken, mutatedPath || OPEN.contains(bare(path)), brokenJson)
                : new FuzzRequest(mutated(all), false, withToken, true, false);
    }

    private static String bare(String path) {
        return path.replaceFirst("\\?.*", "");
    }

    private String head(String method, String path, int length, boolean withToken) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        if (withToken) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        } else if (random.nextInt(4) == 0) {
            head.append("Authorization: ")
                    .append(one(List.of("Bearer ", "Bearer x.y.z", "Basic YTph", "bearer " + token.substring(9), "x")))
                    .append("\r\n");
        }
        if (random.nextBoolean()) {
            head.append("MCP-Protocol-Version: ").append(one(VERSIONS)).append("\r\n");
        }
        if (random.nextBoolean()) {
            head.append("Mcp-Method: ").append(one(RPC)).append("\r\n");
            head.append("Mcp-Name: ")
                    .append(one(List.of("one__echo", "a://b", "p", "t", "")))
                    .append("\r\n");
        }
        head.append("Accept: application/json, text/event-stream\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = one(withToken ? HEADERS.subList(0, HEADERS.size() - 1) : HEADERS);
            // Control characters and the like make the head itself malformed, which is the mutations' part.
            head.append(name)
                    .append(": ")
                    .append(one(ODD).replaceAll("[\u0000-\u001f]", ""))
                    .append("\r\n");
        }
        return head.append("Content-Length: ").append(length).append("\r\n\r\n").toString();
    }

    private byte[] body(boolean rpc) {
        String text = rpc ? message() : random.nextInt(5) == 0 ? json.value() : one(BODIES);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> mutated(bytes);
            case 3 -> random.nextInt(20) == 0 ? nested() : bytes;
            case 4 -> text.getBytes(one(List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)));
            default -> bytes;
        };
    }

    private String message() {
        if (random.nextInt(12) == 0) {
            return json.value();
        }
        String params = random.nextInt(4) == 0 ? json.value() : one(PARAMS);
        if (random.nextInt(3) == 0 && params.startsWith("{")) {
            String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + one(VERSIONS)
                    + "\",\"io.modelcontextprotocol/clientCapabilities\":"
                    + (random.nextInt(4) == 0 ? json.value() : "{}")
                    + "}";
            params = "{" + meta + (params.equals("{}") ? "}" : "," + params.substring(1));
        }
        String id = random.nextInt(6) == 0 ? json.value() : String.valueOf(random.nextInt());
        String kind = random.nextInt(15) == 0
                ? one(List.of(
                        "\"result\":{}", "\"error\":{\"code\":1,\"message\":\"m\"}", "\"result\":" + json.value()))
                : "\"method\":" + (random.nextInt(15) == 0 ? json.value() : "\"" + one(RPC) + "\"");
        return "{\"jsonrpc\":" + (random.nextInt(30) == 0 ? json.value() : "\"2.0\"")
                + (random.nextInt(8) == 0 ? "" : ",\"id\":" + id) + "," + kind + ",\"params\":" + params + "}";
    }

    private byte[] nested() {
        return one(List.of("[", "{\"a\":", "{\"jsonrpc\":\"2.0\",\"params\":["))
                .repeat(1_000)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String mutatedPath(String path) {
        int at = random.nextInt(path.length() + 1);
        String odd = one(ODD).replaceAll("[\u0000-\u0020]", "%20");
        String changed = path.substring(0, at) + odd + path.substring(random.nextBoolean() ? at : path.length());
        return changed.startsWith("/") ? changed : "/" + changed;
    }

    /** Cuts, repeats, changes, adds and swaps bytes, once or a few times. */
    private byte[] mutated(byte[] bytes) {
        byte[] now = bytes;
        for (int i = 1 + random.nextInt(3); i > 0 && now.length > 0; i--) {
            int from = random.nextInt(now.length);
            int to = Math.min(now.length, from + 1 + random.nextInt(random.nextInt(5) == 0 ? 200 : 4));
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            next.write(now, 0, from);
            switch (random.nextInt(6)) {
                case 0 -> next.write(now, to, now.length - to);
                case 1 -> {
                    next.write(now, from, to - from);
                    next.write(now, from, now.length - from);
                }
                case 2 -> {
                    next.write(random.nextInt(256));
                    next.write(now, Math.min(from + 1, now.length), now.length - Math.min(from + 1, now.length));
                }
                case 3 -> {
                    byte[] odd = one(ODD).getBytes(StandardCharsets.UTF_8);
                    next.write(odd, 0, odd.length);
                    next.write(now, from, now.length - from);
                }
                case 4 -> {
                    now[from] ^= (byte) (1 << random.nextInt(8));
                    next.write(now, from, now.length - from);
                }
                default -> {
                    // cut off here
                }
            }
            now = next.toByteArray();
        }
        return now;
    }

    private static boolean isJson(byte[] body) {
        try {
            return !WireJson.MAPPER.readTree(body).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
