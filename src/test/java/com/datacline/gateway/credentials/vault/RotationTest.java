package com.datacline.gateway.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.GuardedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole gateway whose secrets change while it runs, and some that cannot be sent. */
@ExtendWith(OutputCaptureExtension.class)
class RotationTest {
    private static final String KEPT = "/v1/kv/data/wiki";

    @TempDir
    static Path folder;

    private static VaultStandIn vault;
    private static GuardedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        vault = new VaultStandIn();
        vault.put(KEPT, "{\"token\":\"s3cret-one\"}");
        server = GuardedServer.start();
        Path file = Files.writeString(folder.resolve("secret"), "s3cret-in-file");
        gateway = GatewayUnderTest.with()
                .set("gateway.vault.address", vault.address())
                .set("gateway.vault.token", VaultStandIn.TOKEN)
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.catalogue.retry", "10m")
                .set("FIXED", "s3cret-fixed")
                .set("TWO_LINES", "s3cret\r\nX-Evil: yes")
                .set("NO_ASCII", "s3crét")
                .server("vault", server.url(), "auth: {method: bearer, credential_ref: \"vault://kv/wiki\"}")
                .server("novalue", server.url(), "auth: {method: bearer, credential_ref: \"vault://kv/none?v=3\"}")
                .server("file", server.url(), "auth: {method: bearer, credential_ref: \"file://" + file + "\"}")
                .server("fixed", server.url(), "auth: {method: bearer, credential_ref: \"env://FIXED\"}")
                .server("lines", server.url(), "auth: {method: bearer, credential_ref: \"env://TWO_LINES\"}")
                .server("ascii", server.url(), "auth: {method: bearer, credential_ref: \"env://NO_ASCII\"}")
                .start();
        GatewayUnderTest.eventually(
                "the three that can be asked have been asked for their tools",
                () -> server.shown().stream()
                                .filter(shown -> shown.method().equals("tools/list"))
                                .count()
                        == 3);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        vault.close();
    }

    @BeforeEach
    void forget() {
        server.take(authorization -> true);
        server.shown().clear();
    }

    @Test
    void a_file_that_changes_between_two_calls_is_read_anew() throws IOException {
        assertThat(call("file").statusCode()).isEqualTo(200);
        Files.writeString(folder.resolve("secret"), "s3cret-in-file-now");
        assertThat(call("file").statusCode()).isEqualTo(200);

        assertThat(server.shownByCalls()).containsExactly("Bearer s3cret-in-file", "Bearer s3cret-in-file-now");
    }

    @Test
    void a_server_that_refuses_a_value_of_vault_gets_the_new_one_in_the_same_call() throws InterruptedException {
        assertThat(call("vault").statusCode()).isEqualTo(200);
        // a value that has just been read would not be read again
        Thread.sleep(1_100);
        vault.put(KEPT, "{\"token\":\"s3cret-two\"}");
        server.take("Bearer s3cret-two"::equals);

        assertThat(call("vault").statusCode()).isEqualTo(200);
        assertThat(server.shownByCalls())
                .containsExactly("Bearer s3cret-one", "Bearer s3cret-one", "Bearer s3cret-two");
    }

    @Test
    void what_has_not_changed_is_not_shown_twice() {
        call("fixed");
        server.shown().clear();
        server.take(authorization -> false);

        HttpResponse<String> answer = call("fixed");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("refused the gateway's credential (HTTP 401)");
        assertThat(server.shown()).hasSize(1);
    }

    @Test
    void a_secret_that_would_end_its_header_is_refused_and_nothing_leaves(CapturedOutput output) {
        HttpResponse<String> lines = call("lines");
        HttpResponse<String> ascii = call("ascii");
        HttpResponse<String> missing = call("novalue");

        assertThat(lines.body()).contains("credential_unavailable", "it has a line break or another control character");
        assertThat(ascii.body()).contains("credential_unavailable", "characters in it that no header can carry");
        assertThat(missing.body()).contains("credential_unavailable", "vault://kv/none?v=3 does not exist");
        assertThat(server.shown()).isEmpty();
        assertThat(lines.body() + ascii.body() + gateway.journal() + output)
                .doesNotContain("s3cret", "s3crét", "X-Evil", VaultStandIn.TOKEN);
    }

    private static HttpResponse<String> call(String name) {
        return gateway.post("/mcp/invoke?mcp_server=" + name, "{\"tool_name\":\"echo\"}");
    }
}
