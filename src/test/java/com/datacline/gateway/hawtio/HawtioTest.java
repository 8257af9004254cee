package com.datacline.gateway.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HawtioTest {
    private static final String CONTEXT = "org.apache.camel:context=gateway,type=context,name=\"gateway\"";
    private static final String WAY = "org.apache.camel:context=gateway,type=routes,name=\"upstream-one\"";
    private static final String DOOR = "org.apache.camel:context=gateway,type=routes,name=\"rest-invoke\"";
    private static final String ADMIN = "gateway-admin";
    private static final String OPERATOR = "gateway-operator";

    private static ScriptedServer server;
    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty("canary.property", "canary-of-the-process");
        server = ScriptedServer.start();
        issuer = TokenIssuer.start("gateway");
        gateway = Console.gateway(issuer)
                .server("one", server.url())
                .set("canary.setting", "canary-of-the-process")
                .start();
        console = new Console(gateway, issuer);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
        server.close();
        System.clearProperty("canary.property");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/jolokia",
                "/actuator/jolokia/",
                "/actuator/jolokia/version",
                "/actuator/jolokia/version/",
                "/actuator/jolokia/list",
                "/actuator/jolokia/read/java.lang:type=Memory",
                "/actuator/jolokia;a=b/version",
                "/actuator/jolokia/;a=b",
                "/actuator/jolokia/%76ersion",
                "/actuator/%6aolokia/version",
                "/actuator//jolokia/version",
                "/actuator/./jolokia/version",
                "/actuator/hawtio/../jolokia/version",
                "/actuator/hawtio/%2e%2e/jolokia/version",
                "/actuator/hawtio/..;/jolokia/version",
                "/actuator/hawtio/jolokia",
                "/actuator/hawtio/jolokia/",
                "/actuator/hawtio/jolokia/version",
                "/actuator/hawtio/%6aolokia/version",
                "/actuator/hawtio//jolokia/version",
                "/actuator/hawtio/jolokia;/version",
                "/actuator/jolokia?p=/version",
            })
    void jolokia_says_nothing_without_a_token_and_the_role(String path) {
        for (String method : new String[] {"GET", "POST", "HEAD", "OPTIONS", "PUT"}) {
            String body = method.equals("POST") ? "{\"type\":\"version\"}" : "";
            assertThat(console.send(method, path, body).status()).as(method).isIn(400, 401);
            RawHttp.Answer other = console.send(method, path, body, "mcp-user", OPERATOR);
            assertThat(other.status()).as(method).isIn(400, 403);
            assertThat(other.text()).doesNotContain("agent", "protocol");
        }
    }

    @Test
    void the_main_port_knows_neither() {
        for (String path : new String[] {"/actuator/jolokia/version", "/actuator/hawtio/", "/hawtio/", "/jolokia"}) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(401);
            assertThat(gateway.get(path, "Authorization", console.bearer(java.util.List.of(ADMIN)))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void routes_and_their_statistics_are_seen() {
        gateway.send(
                "POST",
                "/mcp/invoke?mcp_server=one",
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"x\"}}",
                "Content-Type",
                "application/json",
                "Authorization",
                console.bearer(java.util.List.of(ADMIN)));

        JsonNode way = console.jolokia("{\"type\":\"read\",\"mbean\":" + Console.quoted(WAY) + "}", ADMIN);
        assertThat(way.at("/value/State").asText()).as(way.toString()).isEqualTo("Started");
        assertThat(way.at("/value/ExchangesTotal").asInt()).isPositive();
        JsonNode xml = console.exec(CONTEXT, "dumpRoutesAsXml()", ADMIN);
        assertThat(xml.path("value").asText()).contains("rest-invoke", "upstream-one");
        JsonNode stats = console.jolokia(
                "{\"type\":\"exec\",\"mbean\":" + Console.quoted(CONTEXT)
                        + ",\"operation\":\"dumpRoutesStatsAsXml(boolean,boolean)\",\"arguments\":[true,true]}",
                ADMIN);
        assertThat(stats.path("value").asText()).as(stats.toString()).contains("exchangesTotal");
    }

    @Test
    void all_that_is_listed_is_camels_and_a_little_of_the_process() {
        JsonNode all = console.jolokia("{\"type\":\"search\",\"mbean\":\"*:*\"}", ADMIN)
                .path("value");
        assertThat(all).isNotEmpty().allSatisfy(bean -> assertThat(bean.asText())
                .matches("org\\.apache\\.camel:.*type=(context|routes).*"
                        + "|java\\.lang:type=(Runtime|Memory|Threading|OperatingSystem|ClassLoading)"));
        JsonNode list = console.jolokia("{\"type\":\"list\"}", ADMIN).path("value");
        assertThat(list.fieldNames()).toIterable().containsExactlyInAnyOrder("org.apache.camel", "java.lang");
        assertThat(all.toString()).contains("upstream-one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":[\"SystemProperties\",\"Uptime\"]}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=*\"}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=*\",\"attribute\":\"SystemProperties\"}",
                "{\"type\":\"read\",\"mbean\":\"*:*\"}",
                "{\"type\":\"read\",\"mbean\":\"*:type=Runtime,*\",\"attribute\":\"SystemProperties\"}",
                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=DiagnosticCommand\",\"operation\":\"vmSystemProperties\"}",
                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\",\"operation\":\"dumpHeap\",\"arguments\":[\"target/x.hprof\",true]}",
                "{\"type\":\"read\",\"mbean\":\"JMImplementation:type=MBeanServerDelegate\"}",
                "{\"type\":\"read\",\"mbean\":\"jolokia:*\"}",
                "{\"type\":\"version\"}"
            })
    void secrets_of_the_process_cannot_be_read(String request) {
        String said = console.jolokia(request, ADMIN, OPERATOR).toString();
        assertThat(said).doesNotContain("canary-of-the-process", "java.class.path", "surefire", "MBeanServerId\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"write\",\"mbean\":"
                        + "\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}",
                "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}",
                "{\"type\":\"exec\",\"mbean\":\"java.lang:type=Threading\",\"operation\":\"dumpAllThreads(boolean,boolean)\",\"arguments\":[true,true]}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=gateway,type=context,name=\\\"gateway\\\"\",\"operation\":\"stop()\"}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=gateway,type=context,name=\\\"gateway\\\"\",\"operation\":\"sendStringBody(java.lang.String,java.lang.String)\",\"arguments\":[\"direct:upstream-one\",\"x\"]}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=gateway,type=context,name=\\\"gateway\\\"\",\"operation\":\"dumpRoutesAsXml(boolean)\",\"arguments\":[true]}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=gateway,type=routes,name=\\\"upstream-one\\\"\",\"operation\":\"remove()\"}",
                "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=gateway,type=routes,name=\\\"upstream-one\\\"\",\"operation\":\"stop(long)\",\"arguments\":[1]}",
                "{\"type\":\"notification\",\"command\":\"open\"}"
            })
    void nothing_else_can_be_done_there_even_by_an_operator(String request) {
        RawHttp.Answer answer = console.send("POST", "/actuator/jolokia", request, ADMIN, OPERATOR);
        assertThat(answer.text())
                .as(answer.text())
                .doesNotContain("\"status\":200")
                .contains("error");
        assertThat(console.jolokia(
                                "{\"type\":\"read\",\"mbean\":" + Console.quoted(WAY) + ",\"attribute\":\"State\"}",
                                ADMIN)
                        .path("value")
                        .asText())
                .isEqualTo("Started");
    }

    @Test
    void whoever_only_reads_stops_nothing_and_the_attempt_is_on_record() {
        JsonNode said = console.exec(WAY, "stop()", ADMIN);

        assertThat(said.path("status").asInt()).as(said.toString()).isEqualTo(403);
        JsonNode record = gateway.journal().getLast();
        assertThat(record.path("action").asText()).isEqualTo("console_refused");
        assertThat(record.path("user").asText()).as(record.toString()).isEqualTo("olga");
        assertThat(record.path("parameters").toString()).contains("upstream-one", "stop()");
    }

    @Test
    void an_operator_stops_no_part_of_the_gateway_itself() {
        assertThat(console.exec(DOOR, "stop()", ADMIN, OPERATOR).path("status").asInt())
                .isEqualTo(403);
    }

    @Test
    void nothing_is_done_by_get() {
        for (String path : new String[] {
            "/exec/java.lang:type=Memory/gc", "/read/java.lang:type=Memory", "/list", "?p=list", "/version?p=list"
        }) {
            assertThat(console.get("/actuator/jolokia" + path, ADMIN, OPERATOR).status())
                    .as(path)
                    .isEqualTo(405);
        }
        assertThat(console.get("/actuator/jolokia/version", ADMIN).status()).isEqualTo(200);
    }

    @Test
    void the_page_is_public_and_tells_only_how_to_log_in() {
        RawHttp.Answer page = console.get("/actuator/hawtio/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<base href=\"/actuator/hawtio/\">", "src=\"/actuator/hawtio/static/js/main");
        assertThat(page.header("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'; script-src 'self';", issuer.base());
        assertThat(console.get("/actuator/hawtio/camel/routes").text()).contains("<base href");
        RawHttp.Answer login = console.get("/actuator/hawtio/auth/config/oidc");
        assertThat(login.text())
                .contains("\"client_id\":\"gateway-hawtio\"", "http://localhost/actuator/hawtio/", issuer.issuer());
        assertThat(console.get("/actuator/hawtio/user").status()).isEqualTo(403);
        for (String path :
                new String[] {"/application.yaml", "/../application.yaml", "/static/../../application.yaml"}) {
            assertThat(console.get("/actuator/hawtio" + path).status()).isIn(400, 401, 404);
        }
        assertThat(console.send("POST", "/actuator/hawtio/", "").status()).isEqualTo(401);
    }

    @Test
    void both_can_be_left_out() {
        try (GatewayUnderTest plain = Console.gateway(issuer)
                .set("gateway.management.hawtio", "false")
                .start()) {
            Console there = new Console(plain, issuer);
            for (String path : new String[] {"/actuator/hawtio/", "/actuator/jolokia/version"}) {
                assertThat(there.get(path).status()).isEqualTo(401);
                assertThat(there.get(path, ADMIN).status()).isEqualTo(404);
            }
        }
    }
}
