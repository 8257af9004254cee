package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.fixture.Alone;
import com.datacline.gateway.fixture.ManyServers;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gateway with a thousand servers and 20,000 tools costs, beside one with a single server in the same process. */
@Alone
class ManyServersIT {
    private static final int MANY = 1_000;
    private static final int TOOLS = 20;
    private static final int ROUNDS = 15;
    private static final int CALLS = 400;
    /** 1.1 is what is aimed at; a shared machine measures no better than to a few per cent. */
    private static final double MOST = 1.25;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ManyServers servers;
    private GatewayUnderTest small;
    private GatewayUnderTest large;

    @BeforeEach
    void start() {
        servers = ManyServers.start(TOOLS);
        small = gateway(1);
        large = gateway(MANY);
    }

    @AfterEach
    void stop() {
        small.close();
        large.close();
        servers.close();
    }

    @Test
    void a_call_costs_what_it_costs_with_one_server_and_a_list_its_bytes() throws Exception {
        long begin = System.nanoTime();
        Catalogue catalogue = large.bean(Catalogue.class);
        // a machine with other things to do may take a minute or two
        for (int wait = 0; wait < 180 && catalogue.peek().tools().size() < MANY * TOOLS; wait++) {
            Thread.sleep(1_000);
        }
        assertThat(catalogue.peek().tools()).hasSize(MANY * TOOLS + 1);
        System.out.printf(
                "%d servers have told their %d tools after another %d ms%n",
                MANY, MANY * TOOLS, (System.nanoTime() - begin) / 1_000_000);
        try (Client toSmall = new Client(small);
                Client toLarge = new Client(large)) {
            double one = Double.MAX_VALUE;
            double many = Double.MAX_VALUE;
            for (int round = -5; round < ROUNDS; round++) {
                double ofOne = micros(toSmall, 1);
                double ofMany = micros(toLarge, MANY);
                if (round >= 0) {
                    one = Math.min(one, ofOne);
                    many = Math.min(many, ofMany);
                }
            }
            System.out.printf(
                    "a call, client and server included: %.0f us CPU with 1 server, %.0f us with %d: %.2f times%n",
                    one, many, MANY, many / one);
            assertThat(many / one).isLessThan(MOST);
            lists(toLarge);
        }
    }

    private static void lists(Client client) throws IOException {
        for (String encoding : new String[] {"identity", "gzip"}) {
            client.list(encoding);
            double best = Double.MAX_VALUE;
            int bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begin = SYSTEM.getProcessCpuTime();
                bytes = client.list(encoding);
                best = Math.min(best, (SYSTEM.getProcessCpuTime() - begin) / 1e3);
            }
            System.out.printf(
                    "tools/list over HTTP, %s, %,d bytes: %.0f us CPU, client included%n", encoding, bytes, best);
        }
    }

    private double micros(Client client, int count) throws IOException {
        long begin = SYSTEM.getProcessCpuTime();
        for (int call = 0; call < CALLS; call++) {
            // any of the first servers: each has its own connection, which is there after the first rounds
            int server = count == 1 ? 0 : call % 50 * 20;
            client.call("s" + server + "__find_record_" + server + "_3");
        }
        return (SYSTEM.getProcessCpuTime() - begin) / 1e3 / CALLS;
    }

    private GatewayUnderTest gateway(int count) {
        GatewayUnderTest.Builder builder = GatewayUnderTest.with()
                .set("gateway.catalogue.refresh", "1h")
                // the client below reads no events, however slow a call is
                .set("gateway.sessions.call-keep-alive", "10m");
        for (int i = 0; i < count; i++) {
            builder.server("s" + i, servers.url(i), "protocol: legacy");
        }
        return builder.start();
    }

    /** A client of one connection that does no more than it must. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Client(GatewayUnderTest gateway) throws IOException {
            socket =
                    new Socket(InetAddress.getLoopbackAddress(), gateway.url("").getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        void call(String tool) throws IOException {
            String answer = new String(
                    send(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                    + "\",\"arguments\":{\"query\":\"x\"}}}",
                            "identity"),
                    StandardCharsets.UTF_8);
            assertThat(answer).contains("found");
        }

        int list(String encoding) throws IOException {
            return send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}", encoding).length;
        }

        private byte[] send(String message, String encoding) throws IOException {
            socket.getOutputStream()
                    .write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Accept: application/json, text/event-stream\r\nAccept-Encoding: " + encoding
                                    + "\r\nContent-Length: " + message.length() + "\r\n\r\n" + message)
                            .getBytes(StandardCharsets.US_ASCII));
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            return in.readNBytes(length);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
