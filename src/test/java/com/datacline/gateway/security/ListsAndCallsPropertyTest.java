package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.cli.Terminal;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.policy.PolicyFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the policy, whoever calls: what a list shows is exactly what can be called, at every door. The policies are
 * random, and the same in every run; a failure names the seed.
 */
class ListsAndCallsPropertyTest {
    private static final int POLICIES = Integer.getInteger("policies", 50);
    private static final List<String> ARGUMENTS = List.of(
            "{}", "{\"x\":\"a\"}", "{\"x\":\"b\"}", "{\"y\":1}", "{\"x\":\"a\",\"y\":1}", "{\"x\":\"b\",\"y\":1}");
    /** Near seeds begin alike. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private static final String NOTHING = "{}";

    @TempDir
    private static Path folder;

    private static final Map<String, ScriptedServer> SERVERS = new LinkedHashMap<>();
    private static final Map<String, List<String>> TOOLS = Map.of(
            "red", List.of("get", "put", "drop"), "green", List.of("get", "drop"), "blue", List.of("get", "put"));
    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        issuer = TokenIssuer.start("gateway");
        TOOLS.forEach((name, tools) -> {
            ScriptedServer.Builder server = ScriptedServer.builder()
                    .noTools()
                    .list("resources/list", item("uri", name + "://one"), item("uri", name + "://two"))
                    .list("prompts/list", item("name", "ask"), item("name", "tell"))
                    .answer("resources/read", request -> object("{\"contents\":[]}"))
                    .answer("prompts/get", request -> object("{\"messages\":[]}"));
            tools.forEach(tool -> server.tool(tool(tool)));
            SERVERS.put(name, server.start());
        });
        Files.writeString(policy(), "default: allow\n");
        gateway = GatewayUnderTest.with()
                .server("red", SERVERS.get("red").url(), "tags: [warm, all]")
                .server("green", SERVERS.get("green").url(), "tags: [all]")
                .server("blue", SERVERS.get("blue").url(), "tags: [all]")
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.policy.file", policy().toString())
                .start();
        eventually("all have told", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SERVERS.values().forEach(ScriptedServer::close);
        issuer.close();
    }

    @Test
    void what_a_list_shows_is_exactly_what_a_call_allows() throws Exception {
        int shown = 0;
        int hidden = 0;
        for (int seed = 0; seed < POLICIES; seed++) {
            RandomPolicy random = new RandomPolicy(new Random(seed * SCATTER));
            String text = random.text();
            force(text);
            for (RandomPolicy.User user : List.of(random.user(), random.user())) {
                String token = token(user);
                Seen seen = new Seen(token, user + " under policy " + seed + ":\n" + text, seed % 4 == 0);
                seen.check(random.asksForArguments());
                shown += seen.shown;
                hidden += seen.hidden;
            }
        }
        assertThat(shown).as("something is shown").isGreaterThan(POLICIES);
        assertThat(hidden).as("something is hidden").isGreaterThan(POLICIES);
    }

    /** What one caller sees and may do under one policy. */
    private static final class Seen {
        private final String token;
        private final String context;
        private final boolean terminal;
        private int shown;
        private int hidden;

        Seen(String token, String context, boolean terminal) {
            this.token = token;
            this.context = context;
            this.terminal = terminal;
        }

        void check(boolean argumentsMatter) throws IOException {
            List<String> arguments = argumentsMatter ? ARGUMENTS : List.of(NOTHING);
            Map<String, JsonNode> legacy =
                    byName(mcp(false, "tools/list", NOTHING, "").path("tools"));
            Set<String> modern =
                    byName(mcp(true, "tools/list", NOTHING, "").path("tools")).keySet();
            assertThat(modern).as(context).isEqualTo(legacy.keySet());
            Map<String, JsonNode> plain = byName(json(get("/tools").body()).path("tools"));
            Map<String, Set<String>> callable = new LinkedHashMap<>();
            Set<String> useful = new TreeSet<>();
            TOOLS.forEach((server, tools) -> {
                Set<String> own = names(get("/mcp/list-tools?mcp_server=" + server), "tools", "name");
                for (String tool : tools) {
                    boolean may = arguments.stream().anyMatch(given -> mayInvoke(server, tool, given));
                    is(may, legacy.containsKey(server + "__" + tool), server + "__" + tool);
                    is(may, own.contains(tool), "own list of " + server + ", " + tool);
                    is(may, mayCall(server + "__" + tool, arguments), "tools/call " + server + "__" + tool);
                    if (may) {
                        callable.computeIfAbsent(tool, t -> new TreeSet<>()).add(server);
                        useful.add(server);
                    }
                }
                checkOthers(server, useful);
            });
            checkBroadcasts(legacy, plain, callable, arguments);
            Set<String> servers = names(get("/mcp/servers"), "servers", "name");
            assertThat(servers).as("/mcp/servers of " + context).containsAll(useful);
            for (String server : TOOLS.keySet()) {
                is(
                        servers.contains(server),
                        get("/mcp/server/" + server + "/info").statusCode() == 200,
                        "info of " + server);
            }
            if (terminal) {
                checkTerminal(plain.keySet(), callable);
            }
        }

        private void checkOthers(String server, Set<String> useful) {
            Set<String> resources = names(get("/resources"), "resources", "uri");
            Set<String> prompts = names(get("/prompts"), "prompts", "name");
            for (String uri : List.of(server + "://one", server + "://two")) {
                boolean may = get("/resources/read?uri=" + uri).statusCode() == 200;
                is(may, resources.contains(uri), uri);
                is(
                        may,
                        get("/mcp/read-resource?mcp_server=" + server + "&uri=" + uri)
                                        .statusCode()
                                == 200,
                        uri);
                is(
                        may,
                        names(get("/mcp/list-resources?mcp_server=" + server), "resources", "uri")
                                .contains(uri),
                        "own list, " + uri);
                if (may) {
                    useful.add(server);
                }
            }
            for (String prompt : List.of("ask", "tell")) {
                boolean may = get("/mcp/get-prompt?mcp_server=" + server + "&name=" + prompt)
                                .statusCode()
                        == 200;
                is(may, prompts.contains(server + "__" + prompt), server + "__" + prompt);
                is(
                        may,
                        names(get("/mcp/list-prompts?mcp_server=" + server), "prompts", "name")
                                .contains(prompt),
                        "own list, " + prompt);
                if (may) {
                    useful.add(server);
                }
            }
        }

        private void checkBroadcasts(
                Map<String, JsonNode> listed,
                Map<String, JsonNode> plain,
                Map<String, Set<String>> callable,
                List<String> arguments)
                throws IOException {
            for (String tool : List.of("get", "put", "drop")) {
                Set<String> may = callable.getOrDefault(tool, Set.of());
                JsonNode broadcast = listed.get("broadcast__" + tool);
                is(!may.isEmpty(), broadcast != null, "broadcast__" + tool);
                is(!may.isEmpty(), plain.containsKey(tool), "/tools " + tool);
                Set<String> legs = new TreeSet<>();
                for (String given : arguments) {
                    ObjectNode body = object("{\"tool_name\":\"" + tool + "\"}");
                    body.set("parameters", json(given));
                    JsonNode answer =
                            json(post("/mcp/invoke-broadcast", body.toString()).body());
                    answer.path("results").fieldNames().forEachRemaining(legs::add);
                    assertThat(answer.path("errors"))
                            .as("broadcast of " + tool + " by " + context)
                            .isEmpty();
                }
                assertThat(legs).as("legs of " + tool + " by " + context).isEqualTo(may);
                if (broadcast != null) {
                    assertThat(enumeration(broadcast, "/inputSchema/properties/servers/items/enum"))
                            .as("servers of broadcast__" + tool + " by " + context)
                            .isEqualTo(may);
                    for (String server : TOOLS.keySet()) {
                        is(
                                may.contains(server),
                                broadcast.path("description").asText().contains(server),
                                "text");
                    }
                }
            }
            JsonNode tag = listed.get("broadcast__by_tag__all");
            is(!callable.isEmpty(), tag != null, "broadcast__by_tag__all");
            if (tag != null) {
                assertThat(enumeration(tag, "/inputSchema/properties/tool_name/enum"))
                        .as("tools by tag of " + context)
                        .isEqualTo(callable.keySet());
                assertThat(enumeration(tag, "/inputSchema/properties/servers/items/enum"))
                        .as("servers by tag of " + context)
                        .isEqualTo(
                                callable.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
            }
        }

        private void checkTerminal(Set<String> plain, Map<String, Set<String>> callable) throws IOException {
            Path file = Files.writeString(folder.resolve("token"), token);
            String[] remote = {"--url", gateway.url("").toString(), "--token-file", file.toString()};
            Terminal all = Terminal.run("tools", "list", "--json", remote[0], remote[1], remote[2], remote[3]);
            assertThat(byName(json(all.out())).keySet()).as(context).isEqualTo(plain);
            for (String tool : TOOLS.get("red")) {
                Terminal one = Terminal.run("tools", "call", "red", tool, remote[0], remote[1], remote[2], remote[3]);
                if (!callable.getOrDefault(tool, Set.of()).contains("red")) {
                    assertThat(one.code())
                            .as(tool + " at the terminal by " + context)
                            .isEqualTo(1);
                    assertThat(one.err()).contains("denied");
                }
            }
        }

        private boolean mayInvoke(String server, String tool, String arguments) {
            SERVERS.get(server).forget();
            ObjectNode body = object("{\"tool_name\":\"" + tool + "\"}");
            body.set("parameters", json(arguments));
            HttpResponse<String> answer = post("/mcp/invoke?mcp_server=" + server, body.toString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 403);
            boolean reached = !SERVERS.get(server).requests("tools/call").isEmpty();
            assertThat(reached).as("%s at %s by %s", tool, server, context).isEqualTo(answer.statusCode() == 200);
            return answer.statusCode() == 200;
        }

        private boolean mayCall(String tool, List<String> arguments) {
            return arguments.stream().anyMatch(given -> {
                ObjectNode params = object("{\"name\":\"" + tool + "\"}");
                params.set("arguments", json(given));
                boolean legacy =
                        mcp(false, "tools/call", params.toString(), tool).has("content");
                boolean modern =
                        mcp(true, "tools/call", params.toString(), tool).has("content");
                assertThat(modern).as("both eras, %s by %s", tool, context).isEqualTo(legacy);
                return modern;
            });
        }

        private void is(boolean may, boolean listed, String what) {
            assertThat(listed).as("%s is there for %s", what, context).isEqualTo(may);
            shown += listed ? 1 : 0;
            hidden += listed ? 0 : 1;
        }

        private HttpResponse<String> get(String path) {
            return gateway.get(path, "Authorization", "Bearer " + token);
        }

        private HttpResponse<String> post(String path, String body) {
            return gateway.send(
                    "POST", path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
        }

        private JsonNode mcp(boolean modern, String method, String params, String name) {
            ObjectNode message = object("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}");
            ObjectNode given = object(params);
            if (modern) {
                given.putObject("_meta")
                        .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                        .set("io.modelcontextprotocol/clientCapabilities", object(NOTHING));
            }
            message.set("params", given);
            String version = modern ? "2026-07-28" : "2025-11-25";
            HttpResponse<String> answer = gateway.send(
                    "POST",
                    "/mcp",
                    message.toString(),
                    "Authorization",
                    "Bearer " + token,
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "application/json, text/event-stream",
                    "MCP-Protocol-Version",
                    version,
                    "Mcp-Method",
                    method,
                    "Mcp-Name",
                    name.isEmpty() ? "none" : name);
            return json(answer.body()).path("result");
        }
    }

    private static Map<String, JsonNode> byName(JsonNode tools) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        tools.forEach(tool -> byName.put(tool.path("name").asText(), tool));
        return byName;
    }

    private static Set<String> names(HttpResponse<String> answer, String list, String key) {
        Set<String> names = new TreeSet<>();
        json(answer.body()).path(list).forEach(item -> names.add(item.path(key).asText()));
        return names;
    }

    private static Set<String> enumeration(JsonNode tool, String pointer) {
        return tool.at(pointer).valueStream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void force(String text) throws IOException {
        PolicyFile file = gateway.bean(PolicyFile.class);
        Files.writeString(policy(), text);
        file.refresh();
        file.refresh();
        assertThat(file.status().problem()).as(text).isNull();
    }

    private static String token(RandomPolicy.User user) throws Exception {
        return issuer.token(claims -> claims.issuer(issuer.issuer())
                .audience("http://localhost:8000/mcp")
                .subject(user.name())
                .claim("preferred_username", user.name())
                .claim("azp", user.client())
                .claim("realm_access", Map.of("roles", user.roles()))
                .claim("groups", user.groups())
                .claim("scope", String.join(" ", user.scopes()))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(10)))));
    }

    private static ScriptedTool tool(String name) {
        ObjectNode definition = ScriptedTool.named(name).definition();
        switch (name) {
            case "get" -> definition.putObject("annotations").put("readOnlyHint", true);
            case "put" -> definition.putObject("annotations").put("destructiveHint", false);
            default -> {}
        }
        return ScriptedTool.described(definition);
    }

    private static Path policy() {
        return folder.resolve("policy.yaml");
    }

    private static String item(String key, String value) {
        return "{\"name\":\"" + value + "\",\"" + key + "\":\"" + value + "\"}";
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
