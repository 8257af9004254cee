package com.datacline.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.demo.DemoServer;
import com.datacline.gateway.process.GatewayProcess;
import com.datacline.gateway.process.GatewaySetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@code docs/guides/troubleshooting.md} tells its reader to do shows what it says. */
class TroubleshootingGuideIT {
    private static final long MINUTES = 5;

    @Test
    void each_command_shows_the_cause() throws Exception {
        Guide guide = Guide.read(Path.of("docs/guides/troubleshooting.md"));
        assertThat(guide.steps()).hasSizeGreaterThan(10);
        KeycloakUnderTest keycloak = KeycloakUnderTest.shared();
        // As make does after a build: the jar has the time of the release, and what is older than its sources is built
        // again.
        Files.setLastModifiedTime(Path.of("target/secure-mcp-gateway.jar"), FileTime.from(Instant.now()));
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
                String printed = read(guide, gateway, keycloak, setup.folder());

                List<String> outputs = Guide.perStep(printed);
                for (int i = 0; i < guide.steps().size(); i++) {
                    Guide.Step step = guide.steps().get(i);
                    String output = i < outputs.size() ? outputs.get(i) : "nothing: an earlier step failed";
                    assertThat(step.isPrinted(output))
                            .as("%s printed\n%s\nand not\n%s", step.commands(), output, step.output())
                            .isTrue();
                }
            }
        }
    }

    private static String read(Guide guide, GatewayProcess gateway, KeycloakUnderTest keycloak, Path folder)
            throws Exception {
        Path commands = Files.writeString(folder.resolve("guide.sh"), guide.script());
        Path printed = folder.resolve("guide.out");
        ProcessBuilder reader = new ProcessBuilder("bash", commands.toString());
        reader.environment().put("GATEWAY", gateway.url("").toString());
        reader.environment().put("KEYCLOAK", keycloak.base());
        reader.environment().put("AUDIT_LOG_FILE", folder.resolve("audit.json").toString());
        Process process = reader.redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return Files.readString(printed);
    }
}
