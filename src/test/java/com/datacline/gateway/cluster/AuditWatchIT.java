package com.datacline.gateway.cluster;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whoever watches the audit trail at one node sees what happens at each. */
class AuditWatchIT {

    @Test
    void a_watcher_sees_the_records_of_all_nodes_and_again_when_redis_was_away() throws Exception {
        try (RedisUnderTest redis = RedisUnderTest.start();
                ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest watched = node(redis, server, "watched");
                GatewayUnderTest other = node(redis, server, "other");
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), watched.url("/").getPort())) {
            List<String> heard = watch(socket, watched.url("/audit/stream"));
            eventually("the other node's calls are heard of", () -> {
                other.call("a__echo", "{\"message\":\"over there\"}");
                return count(heard, "over there") > 0;
            });
            watched.call("a__echo", "{\"message\":\"over here\"}");
            eventually("and its own, once", () -> count(heard, "over here") == 1);

            redis.kill();
            watched.call("a__echo", "{\"message\":\"alone\"}");
            eventually("those of its own node go on", () -> count(heard, "alone") == 1);
            redis.open();
            eventually("the other node is heard again", () -> {
                other.call("a__echo", "{\"message\":\"again\"}");
                return count(heard, "again") > 0;
            });
            assertThat(heard).anyMatch(line -> line.contains("\"node\":\"other\""));
        }
    }

    private static long count(List<String> heard, String text) {
        return heard.stream().filter(line -> line.contains(text)).count();
    }

    private static List<String> watch(Socket socket, URI url) throws IOException {
        String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1:" + url.getPort()
                + "\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        List<String> heard = new CopyOnWriteArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).contains("200");
        Thread.ofVirtual().start(() -> {
            try {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    heard.add(line);
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        return heard;
    }

    private static GatewayUnderTest node(RedisUnderTest redis, ScriptedServer server, String name) {
        return GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.cluster.redis-url", redis.url())
                .set("gateway.cluster.node", name)
                .start();
    }
}
