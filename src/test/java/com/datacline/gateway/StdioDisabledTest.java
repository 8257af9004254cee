package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StdioDisabledTest {

    @Test
    void no_program_is_started_unless_that_is_enabled_and_the_others_work(@TempDir Path folder, CapturedOutput log) {
        Path trace = folder.resolve("trace");
        try (ScriptedServer other = ScriptedServer.builder().start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("other", other.url())
                        .entry("program", "type: stdio", "command: touch", "args: [\"" + trace + "\"]")
                        .start()) {
            HttpResponse<String> refused =
                    gateway.post("/mcp/invoke?mcp_server=program", "{\"tool_name\":\"any\",\"parameters\":{}}");
            gateway.call("other__echo", "{\"message\":\"x\"}");
            JsonNode health = json(gateway.get("/health").body());

            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(refused.body()).contains("STDIO_ENABLED=true");
            assertThat(gateway.toolNames()).contains("other__echo");
            assertThat(health.at("/servers/program/status").asText()).isEqualTo("down");
            assertThat(health.at("/servers/program/problem").asText()).contains("gateway.stdio.enabled");
            assertThat(gateway.get("/mcp/servers").body())
                    .contains("stdio:touch")
                    .doesNotContain(trace.toString());
            assertThat(trace).doesNotExist();
            assertThat(log.toString().lines().filter(line -> line.contains("gateway.stdio.enabled")))
                    .hasSize(1);
        }
    }
}
