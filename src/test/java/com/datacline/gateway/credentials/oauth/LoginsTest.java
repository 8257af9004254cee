package com.datacline.gateway.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole gateway before a server that wants the gateway to be logged in by a person. */
@ExtendWith(OutputCaptureExtension.class)
class LoginsTest {
    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private ProtectedServer server;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        server = new ProtectedServer();
        gateway = gateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void a_call_without_a_login_is_told_where_to_log_in_and_does_not_leave() {
        HttpResponse<String> answer = call();

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(GatewayUnderTest.json(answer.body()).path("code").asText()).isEqualTo("credential_unavailable");
        assertThat(answer.body()).contains(loginAddress());
        assertThat(server.count("tools/call")).isZero();
    }

    @Test
    void after_a_login_calls_go_through_and_after_a_restart_still() throws IOException {
        HttpResponse<String> page = logIn();

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("You can close this window");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(server.asked).contains("authorize " + server.url());

        gateway.close();
        gateway = gateway();
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(server.count("authorization_code")).isOne();
    }

    @Test
    void the_file_of_logins_is_for_the_gateway_alone() throws Exception {
        logIn();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(folder.resolve("logins.json"), folder.resolve("task.key"))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void an_answer_of_another_issuer_is_refused_before_its_code_is_used() {
        server.issuerInAnswer = server.issuer() + "/";

        HttpResponse<String> page = logIn();

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).contains("does not come from " + server.issuer());
        assertThat(server.count("authorization_code")).isZero();
    }

    @Test
    void a_person_who_says_no_is_told_so() {
        server.refusal = "access_denied";

        assertThat(logIn().body()).contains("was refused: access_denied");
        assertThat(call().body()).contains(loginAddress());
    }

    @Test
    void an_answer_works_once() {
        URI answer = logIn().uri();
        HttpResponse<String> again = open(answer.toString());

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("was not begun here, or is over already");
        assertThat(server.count("authorization_code")).isOne();
    }

    @Test
    void an_answer_to_no_question_is_refused() {
        for (String query : List.of("", "?code=x", "?state=&code=x", "?state=null&code=x", "?state=guess&error=x")) {
            assertThat(gateway.get("/oauth/callback" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(server.count("authorization_code")).isZero();
    }

    @Test
    void a_server_that_describes_another_one_gets_no_login() {
        server.resource = "https://elsewhere.example.com/mcp";

        HttpResponse<String> answer = open(loginAddress());

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("which is another server");
        assertThat(server.asked).noneMatch(what -> what.startsWith("authorize"));
    }

    @Test
    void an_issuer_without_pkce_gets_no_login() {
        server.pkce = false;

        assertThat(open(loginAddress()).body()).contains("PKCE");
        assertThat(server.asked).noneMatch(what -> what.startsWith("authorize"));
    }

    @Test
    void many_calls_that_find_the_token_over_refresh_it_once() throws Exception {
        server.lifetime = 2;
        logIn();
        assertThat(call().statusCode()).isEqualTo(200);
        server.lifetime = 3600;
        Thread.sleep(2000);
        long refreshed = server.count("refresh_token");

        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = Stream.generate(() -> (Callable<Integer>) () -> call().statusCode())
                    .limit(20)
                    .toList();
            for (Future<Integer> each : many.invokeAll(calls)) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
        assertThat(server.count("refresh_token") - refreshed).isLessThanOrEqualTo(1);
        assertThat(server.count("refresh_token")).isPositive();
    }

    @Test
    void a_login_that_the_issuer_ends_has_to_be_done_again() throws Exception {
        server.lifetime = 1;
        logIn();
        server.endLogins();
        server.expireAccessTokens();
        Thread.sleep(1100);

        assertThat(call().body()).contains(loginAddress());
        assertThat(Files.readString(folder.resolve("logins.json"))).doesNotContain("access-", "refresh-");

        server.lifetime = 3600;
        logIn();
        assertThat(call().statusCode()).isEqualTo(200);
    }

    @Test
    void while_the_issuer_is_away_the_login_is_kept() throws Exception {
        server.lifetime = 1;
        logIn();
        server.issuerGone = true;
        Thread.sleep(1100);

        HttpResponse<String> answer = call();
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains(server.issuer()).doesNotContain("/login");

        server.issuerGone = false;
        server.lifetime = 3600;
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(server.count("authorization_code")).isOne();
    }

    @Test
    void another_login_is_another_session() {
        logIn();
        String first = session();
        assertThat(session()).isEqualTo(first);

        logIn();
        assertThat(session()).isNotEqualTo(first);
    }

    @Test
    void a_caller_must_be_known_to_begin_a_login_and_an_issuer_need_not() throws IOException {
        gateway.close();
        gateway = builder()
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.keycloak-url", server.issuer())
                .start();

        assertThat(open(loginAddress()).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/oauth/callback?state=guess").statusCode()).isEqualTo(400);
    }

    @Test
    void only_servers_that_take_logins_have_a_page_for_it() {
        assertThat(gateway.get("/oauth/servers/nobody/login").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/oauth/servers/open/login").statusCode()).isEqualTo(400);
    }

    @Test
    void no_secret_is_told(CapturedOutput output) throws Exception {
        StringBuilder told = new StringBuilder();
        server.lifetime = 1;
        told.append(logIn().body());
        told.append(call().body());
        Thread.sleep(1100);
        told.append(call().body());
        server.endLogins();
        server.expireAccessTokens();
        Thread.sleep(1100);
        told.append(call().body());
        for (String path : List.of("/health", "/config", "/mcp/servers")) {
            told.append(gateway.get(path).body());
        }
        told.append(gateway.journal());

        assertThat(told.toString() + output).doesNotContain(ProtectedServer.MARK);
    }

    private GatewayUnderTest gateway() throws IOException {
        return builder().start();
    }

    private GatewayUnderTest.Builder builder() throws IOException {
        int port = FreePort.next();
        return GatewayUnderTest.with()
                .set("server.port", "" + port)
                .set("gateway.auth.resource", "http://127.0.0.1:" + port + "/mcp")
                .set("gateway.logins.folder", folder.toString())
                .server("wiki", server.url(), "auth: {method: oauth2}")
                .server("open", server.url());
    }

    private String loginAddress() {
        return gateway.url("/oauth/servers/wiki/login").toString();
    }

    private HttpResponse<String> call() {
        return gateway.post("/mcp/invoke?mcp_server=wiki", "{\"tool_name\":\"echo\"}");
    }

    private String session() {
        JsonNode answer = GatewayUnderTest.json(call().body());
        assertThat(answer.toString()).contains("session-");
        return answer.toString().replaceAll(".*(session-\\d+).*", "$1");
    }

    /** Does what a browser does, with a person who agrees to everything. */
    private HttpResponse<String> logIn() {
        String next = loginAddress();
        HttpResponse<String> page = open(next);
        while (page.statusCode() == 302) {
            page = open(page.headers().firstValue("Location").orElseThrow());
        }
        return page;
    }

    private HttpResponse<String> open(String address) {
        try {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
