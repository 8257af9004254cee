package com.datacline.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code cp .env.example .env}, and the gateway starts. */
class ExampleEnvironmentIT {

    @Test
    void a_gateway_starts_with_the_example_as_it_is_and_lets_nobody_in_without_a_token() throws Exception {
        GatewaySetup setup = GatewayProcess.with().unset("AUTH_ENABLED").set("HOST", "127.0.0.1");
        Files.copy(Path.of(".env.example"), setup.folder().resolve(".env"));
        try (ScriptedServer server = ScriptedServer.start();
                GatewayProcess gateway = setup.server("one", server.url()).start()) {
            assertThat(gateway.send("GET", "/mcp/servers", "").statusCode()).isEqualTo(401);
            assertThat(GatewayUnderTest.json(gateway.send("GET", "/.well-known/oauth-protected-resource", "")
                                    .body())
                            .path("authorization_servers")
                            .toString())
                    .isEqualTo("[\"http://localhost:8080/realms/mcp-gateway\"]");
        }
    }
}
