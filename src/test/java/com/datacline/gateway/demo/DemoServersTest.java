package com.datacline.gateway.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    void one_server_alone_shows_its_tools_to_whoever_looks_and_to_no_foreign_page() throws Exception {
        try (DemoServer server = DemoServer.start("127.0.0.1", 0);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder look = HttpRequest.newBuilder(server.url().resolve("/tools"));

            HttpResponse<String> shown = http.send(look.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, shown.statusCode());
            assertTrue(shown.body().contains("\"search_logs\""), shown.body());
            HttpRequest foreign = look.header("Origin", "http://evil.example").build();
            assertEquals(
                    403,
                    http.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void as_many_ports_as_servers_are_needed() {
        assertThrows(IllegalArgumentException.class, () -> DemoServers.start(List.of(3001)));
    }
}
