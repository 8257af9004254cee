package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoServersTest {

    @Test
    void three_clusters_run_until_they_are_closed() throws Exception {
        try (DemoServers demo = DemoServers.start(List.of(0, 0, 0))) {
            assertEquals(
                    List.of("elk-campaign-us", "elk-campaign-eu", "elk-events"),
                    demo.servers().stream().map(DemoServer::name).toList());
            for (DemoServer server : demo.servers()) {
                assertEquals(
                        "http://127.0.0.1:" + server.port() + "/mcp",
                        server.url().toString());
                assertEquals(
                        200,
                        McpPost.modern(server.url(), "tools/list", "{}").send().statusCode());
            }
        }
    }

    @Test
    void a_taken_port_is_named_and_nothing_stays_behind() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            DemoPortTaken failure = assertThrows(DemoPortTaken.class, () -> DemoServers.start(List.of(free, port, 0)));

            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("127.0.0.1:" + port), message);
            assertTrue(message.contains("lsof -i :" + port), message);
        }
        try (DemoServers again = DemoServers.start(List.of(free, 0, 0))) {
            assertEquals(free, again.servers().getFirst().port());
        }
    }

    @Test
    void as_many_ports_as_servers_are_needed() {
        assertThrows(IllegalArgumentException.class, () -> DemoServers.start(List.of(3001)));
    }
}
