package com.datacline.gateway.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole gateway that logs in by itself at its server. */
class ClientCredentialsTest {
    private ProtectedServer server;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        server = new ProtectedServer();
        gateway = GatewayUnderTest.with()
                .set("CLIENT_SECRET", "the-client-secret")
                .server(
                        "wiki",
                        server.url(),
                        "auth: {method: oauth2, grant: client_credentials, client_id: gateway, issuer: \""
                                + server.issuer() + "\", client_secret_ref: \"env://CLIENT_SECRET\"}")
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.close();
    }

    @Test
    void one_token_does_for_many_calls() {
        for (int i = 0; i < 5; i++) {
            assertThat(call()).isEqualTo(200);
        }
        assertThat(server.count("client_credentials")).isOne();
    }

    @Test
    void a_token_that_is_refused_is_replaced_and_the_call_made_again() throws InterruptedException {
        assertThat(call()).isEqualTo(200);
        // a token that has just come would not be replaced
        Thread.sleep(10_000);
        server.expireAccessTokens();

        assertThat(call()).isEqualTo(200);
        assertThat(server.count("client_credentials")).isEqualTo(2);
    }

    @Test
    void a_server_that_refuses_every_token_does_not_make_the_gateway_ask_for_ever() {
        assertThat(call()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            server.expireAccessTokens();
            assertThat(call()).isEqualTo(502);
        }
        assertThat(server.count("client_credentials")).isOne();
    }

    private int call() {
        return gateway.post("/mcp/invoke?mcp_server=wiki", "{\"tool_name\":\"echo\"}")
                .statusCode();
    }
}
