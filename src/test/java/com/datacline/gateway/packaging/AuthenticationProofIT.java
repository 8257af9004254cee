package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.peers.KeycloakUnderTest;
import com.datacline.gateway.process.GatewayProcess;
import com.datacline.gateway.process.GatewaySetup;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code make test-auth} says whether authentication works, and can say that it does not. */
class AuthenticationProofIT {
    private static final KeycloakUnderTest KEYCLOAK = KeycloakUnderTest.shared();

    @Test
    void who_has_a_token_is_let_in_and_nobody_else() throws Exception {
        try (ScriptedServer server = ScriptedServer.start();
                GatewayProcess gateway =
                        gateway("true").server("one", server.url()).start()) {
            Shell said = testAuth(gateway);

            assertThat(said.code()).as(said.output()).isZero();
            assertThat(said.output())
                    .contains("without a token, tools over MCP            401")
                    .contains("with a forged token                        401")
                    .contains("with the token, the list of servers        200")
                    .containsPattern("testuser is let in .* and sees [1-9][0-9]* tools; nobody else is[.]")
                    .doesNotContain("FAILED");
        }
    }

    @Test
    void a_gateway_that_lets_everybody_in_is_found_out() throws Exception {
        try (GatewayProcess gateway = gateway("false").start()) {
            Shell said = testAuth(gateway);

            assertThat(said.code()).isEqualTo(1);
            assertThat(said.output())
                    .contains("FAILED  without a token, the list of servers       200, not 401")
                    .contains("FAILED  with a forged token");
        }
    }

    private static GatewaySetup gateway(String auth) {
        return GatewayProcess.with()
                .set("AUTH_ENABLED", auth)
                .set("HOST", "127.0.0.1")
                .set("KEYCLOAK_URL", KEYCLOAK.base())
                .set("MCP_RESOURCE_SERVER_URL", KeycloakUnderTest.RESOURCE);
    }

    private static Shell testAuth(GatewayProcess gateway) throws Exception {
        return Shell.run(
                Path.of("").toAbsolutePath(),
                Map.of(
                        "KEYCLOAK_URL",
                        KEYCLOAK.base(),
                        "GATEWAY_URL",
                        gateway.url("").toString()),
                "bin/test-auth");
    }
}
