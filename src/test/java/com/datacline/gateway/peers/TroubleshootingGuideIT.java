package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.demo.DemoServer;
import com.datacline.gateway.process.BuiltJar;
import com.datacline.gateway.process.GatewayProcess;
import com.datacline.gateway.process.GatewaySetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What {@code docs/guides/troubleshooting.md} tells its reader to do shows what it says. */
class TroubleshootingGuideIT {
    @Test
    void each_command_shows_the_cause() throws Exception {
        Guide guide = Guide.read(Path.of("docs/guides/troubleshooting.md"));
        assertThat(guide.steps()).hasSizeGreaterThan(10);
        KeycloakUnderTest keycloak = KeycloakUnderTest.shared();
        BuiltJar.asMakeLeavesIt();
        try (DemoServer logs = DemoServer.start("127.0.0.1", 0)) {
            GatewaySetup setup = GatewayProcess.with()
                    .server("elk-events", logs.url())
                    .entry("away", "url: \"http://127.0.0.1:1/mcp\"")
                    .entry(
                            "notion",
                            "url: \"" + logs.url()
                                    + "\", auth: {method: bearer, credential_ref: \"env://NOTION_API_KEY\"}")
                    .set("AUTH_ENABLED", "true")
                    .set("HOST", "127.0.0.1")
                    .set("KEYCLOAK_URL", keycloak.base())
                    .set("MCP_RESOURCE_SERVER_URL", KeycloakUnderTest.RESOURCE);
            try (GatewayProcess gateway = setup.start()) {
                guide.follow(
                        Path.of("").toAbsolutePath(),
                        UnaryOperator.identity(),
                        Map.of(
                                "GATEWAY", gateway.url("").toString(),
                                "KEYCLOAK", keycloak.base(),
                                "AUDIT_LOG_FILE",
                                        setup.folder().resolve("audit.json").toString()));
            }
        }
    }
}
