package com.datacline.gateway.console;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator page as HTTP; what it does in a browser is ConsoleIT's. */
class ConsoleTest {
    private static final Path FILES = Path.of("src/main/resources/console");

    private static TokenIssuer issuer;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        issuer = TokenIssuer.start("gateway");
        gateway = GatewayUnderTest.with()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .set("gateway.auth.required-scopes", "mcp:tools")
                .set("gateway.console.client-id", "our-console")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void console_leads_to_the_folder_of_the_page() {
        HttpResponse<String> answer = gateway.get("/console");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("console/");
    }

    @Test
    void the_page_is_open_to_everybody_and_may_run_the_gateways_own_files_only() {
        HttpResponse<String> page = gateway.get("/console/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!doctype html>");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self' " + issuer.base() + "; frame-ancestors 'none'; base-uri 'none';"
                        + " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/, text/html; charset=utf-8",
        "/console/css/base.css, text/css; charset=utf-8",
        "/console/js/main.js, text/javascript; charset=utf-8",
        "/console/js/views/audit.js, text/javascript; charset=utf-8",
        "/console/icon.svg, image/svg+xml"
    })
    void files_have_their_types_and_are_sent_again_only_when_they_change(String path, String type) {
        HttpResponse<String> first = gateway.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Content-Type").orElse("").replace(";charset", "; charset"))
                .isEqualToIgnoringCase(type);
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<String> second = gateway.get(path, "If-None-Match", known);
            assertThat(second.statusCode()).as(known).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers().firstValue("ETag")).contains(tag);
        }
        assertThat(gateway.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing.js",
                "/console/js",
                "/console/js/",
                "/console/js/main.js/",
                "/console/JS/main.js",
                "/console//js/main.js",
                "/console/js/main.js%00.css",
                "/console/../application.yaml",
                "/console/%2e%2e/application.yaml",
                "/console/js/..%2f..%2fapplication.yaml",
                "/console/..\\application.yaml",
                "/console/application.yaml",
                "/console/com/datacline/gateway/console/ConsoleFiles.class"
            })
    void whatever_is_no_file_of_the_page_is_not_there(String path) {
        RawHttp.Answer answer = RawHttp.send(gateway.url("/").getPort(), RawHttp.get(path, "Host: localhost"));

        assertThat(answer.status()).as(path).isIn(400, 404);
        assertThat(answer.text()).doesNotContain("spring:", "<!doctype");
    }

    @Test
    void nothing_but_reading_is_open_and_what_the_page_shows_is_not() {
        assertThat(gateway.post("/console/", "{}").statusCode()).isEqualTo(401);
        for (String data : List.of(
                "/servers", "/mcp/servers", "/tools", "/audit", "/audit/stream", "/routes", "/mcp/quarantine")) {
            assertThat(gateway.get(data).statusCode()).as(data).isEqualTo(401);
        }
    }

    @Test
    void the_settings_say_where_to_log_in_and_who_the_page_is_there() {
        HttpResponse<String> answer = gateway.get("/console/settings.json");
        JsonNode login = json(answer.body()).path("auth");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(login.path("enabled").asBoolean()).isTrue();
        assertThat(login.path("issuer").asText()).isEqualTo(issuer.issuer());
        assertThat(login.path("token_endpoint").asText()).isEqualTo(issuer.issuer() + "/protocol/openid-connect/token");
        assertThat(login.path("authorization_endpoint").asText()).startsWith(issuer.issuer());
        assertThat(login.path("end_session_endpoint").asText()).startsWith(issuer.issuer());
        assertThat(login.path("client_id").asText()).isEqualTo("our-console");
        assertThat(login.path("scope").asText()).isEqualTo("openid mcp:tools");
        assertThat(login.path("admin_role").asText()).isEqualTo("gateway-admin");
    }

    @Test
    void without_authentication_there_is_no_login_and_no_other_origin() {
        try (GatewayUnderTest open = GatewayUnderTest.with().start()) {
            assertThat(json(open.get("/console/settings.json").body()).path("auth"))
                    .isEqualTo(json("{\"enabled\": false}"));
            assertThat(open.get("/console/")
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse(""))
                    .contains("connect-src 'self';");
        }
    }

    @Test
    void every_file_that_a_file_names_is_there_and_none_is_somewhere_else() throws IOException {
        Pattern named = Pattern.compile("(?:from|src=|href=) ?['\"]([^'\"#]+)['\"]");
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(text)
                        .as(file.toString())
                        .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
                var matcher = named.matcher(text);
                while (matcher.find()) {
                    Path other = file.resolveSibling(matcher.group(1)).normalize();
                    assertThat(matcher.group(1)).as(file.toString()).doesNotContain("//");
                    assertThat(other.endsWith("openapi.json") || Files.exists(other))
                            .as("%s in %s", other, file)
                            .isTrue();
                    if (other.startsWith(FILES)) {
                        assertThat(gateway.get("/console/"
                                                + FILES.relativize(other)
                                                        .toString()
                                                        .replace('\\', '/'))
                                        .statusCode())
                                .isEqualTo(200);
                    }
                }
            }
        }
    }
}
