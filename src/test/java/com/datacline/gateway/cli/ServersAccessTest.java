package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.security.TokenIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers with and without the role of an administrator see of servers, and callers without a token. */
class ServersAccessTest {
    private static TokenIssuer issuer;
    private static ScriptedServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = ScriptedServer.start();
        gateway = GatewayUnderTest.with()
                .server("one", server.url())
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        issuer.close();
    }

    @Test
    void an_administrator_sees_how_servers_are_and_others_that_there_are_some() throws Exception {
        Terminal whole = run("servers", "list", "--token", token("gateway-admin"));
        Terminal plain = run("servers", "list", "--token", token("reader"));

        assertThat(whole.out()).startsWith("NAME  STATUS  TOOLS  CALLS").contains("\none   up");
        assertThat(plain.out()).startsWith("NAME  STATUS   TYPE").contains("\none   enabled  http  http://127.0.0.1");
        assertThat(List.of(whole.code(), plain.code())).containsOnly(0);
    }

    @Test
    void the_seeds_option_for_the_address_works_with_a_token() throws Exception {
        String url = gateway.url("").toString();

        Terminal listed = Terminal.run("list-servers", "--token", token("reader"), "--api-url", url);

        assertThat(listed.code()).isZero();
        assertThat(listed.out()).contains("one ").endsWith("Total: 1 server(s)\n");
        assertThat(listed.err()).startsWith("warning: ");
    }

    @Test
    void without_a_token_the_error_says_how_to_give_one() {
        assertThat(List.of(run("servers", "list"), run("list-servers"), run("invoke", "one", "echo")))
                .allSatisfy(refused -> {
                    assertThat(refused.code()).isEqualTo(1);
                    assertThat(refused.err()).contains("error: ", "\n  try: ");
                });
    }

    private static String token(String role) throws Exception {
        return issuer.token(
                claims -> issuer.good("ana", 60).apply(claims).claim("realm_access", Map.of("roles", List.of(role))));
    }

    private static Terminal run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--url", gateway.url("").toString()));
        return Terminal.run(words.toArray(String[]::new));
    }
}
