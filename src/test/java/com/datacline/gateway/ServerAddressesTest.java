package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.Names;
import com.datacline.gateway.fixture.ScriptedServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A name in the registry is judged by what it means when it is connected to. */
class ServerAddressesTest {
    private static final String METADATA = "169.254.169.254";

    @Test
    void a_name_that_leads_to_metadata_now_is_not_connected_to_whatever_it_meant_before() throws Exception {
        Names.set("rebinding.test", InetAddress.getByName("127.0.0.1"));
        Names.set("metadata.test", InetAddress.getByName(METADATA));
        Names.set("nowhere.test", InetAddress.getByName("0.0.0.0"));
        ScriptedServer server = ScriptedServer.start();
        try (GatewayUnderTest gateway = GatewayUnderTest.with()
                .server("rebinding", URI.create("http://rebinding.test:" + server.port() + "/mcp"))
                .server("metadata", URI.create("http://metadata.test/mcp"), "timeout: 5")
                .server(
                        "nowhere",
                        URI.create("http://nowhere.test:" + server.port() + "/mcp"),
                        "allow_link_local: true")
                .server("onpurpose", URI.create("http://metadata.test/mcp"), "allow_link_local: true", "timeout: 2")
                .set("gateway.upstream.connect-timeout", "300ms")
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.catalogue.retry", "10m")
                .start()) {
            assertThat(call(gateway, "rebinding").path("success").asBoolean()).isTrue();
            Names.set("rebinding.test", InetAddress.getByName(METADATA));
            server.close();

            // the connection that there was is found broken at the first call, and the name is looked up for the next
            GatewayUnderTest.eventually("the name is refused", () -> call(gateway, "rebinding")
                    .path("detail")
                    .asText()
                    .contains("rebinding.test (169.254.169.254) is link-local or a cloud's metadata service; if the"
                            + " server is really there, set allow_link_local: true"));
            assertThat(call(gateway, "metadata").path("code").asText()).isEqualTo("upstream_unreachable");
            assertThat(call(gateway, "metadata").path("detail").asText()).contains("is link-local");
            assertThat(call(gateway, "nowhere").path("detail").asText()).contains("is no address of a server");
            assertThat(call(gateway, "onpurpose").path("detail").asText()).doesNotContain("link-local");
        } finally {
            server.close();
        }
    }

    private static JsonNode call(GatewayUnderTest gateway, String server) {
        return GatewayUnderTest.json(gateway.post(
                        "/mcp/invoke?mcp_server=" + server,
                        "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"m\"}}")
                .body());
    }
}
