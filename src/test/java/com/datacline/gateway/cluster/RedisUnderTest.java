package com.datacline.gateway.cluster;

import com.datacline.gateway.fixture.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Redis that asks for a password, can be killed, and comes back on the same port: empty, or with what it had. */
public final class RedisUnderTest implements AutoCloseable {
    public static final String PASSWORD = "p@ss/word-of-redis";
    private static final String ENCODED = "p%40ss%2Fword-of-redis";

    private final int port;
    private final @Nullable Path kept;
    private Process server;

    private RedisUnderTest(int port, @Nullable Path kept) {
        this.port = port;
        this.kept = kept;
    }

    /** Starts one that comes back empty. */
    public static RedisUnderTest start() throws IOException, InterruptedException {
        return start(null);
    }

    /** Starts one that writes down each change before it answers, and comes back with all of them. */
    public static RedisUnderTest keeping() throws IOException, InterruptedException {
        return start(Files.createTempDirectory("redis"));
    }

    private static RedisUnderTest start(@Nullable Path kept) throws IOException, InterruptedException {
        RedisUnderTest redis = new RedisUnderTest(FreePort.next(), kept);
        redis.open();
        return redis;
    }

    public String url() {
        return "redis://:" + ENCODED + "@127.0.0.1:" + port + "/0";
    }

    /** Starts it, with nothing in it or what it has kept. */
    public void open() throws IOException, InterruptedException {
        server = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--requirepass",
                        PASSWORD,
                        "--save",
                        "",
                        "--appendonly",
                        kept == null ? "no" : "yes",
                        "--appendfsync",
                        "always")
                .directory(kept == null ? new File(System.getProperty("java.io.tmpdir")) : kept.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 100 && !listens(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (!listens()) {
            throw new IllegalStateException("redis-server did not start; apt-get install redis-server");
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /** Asks it something by {@code redis-cli}. */
    public String ask(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 6];
        System.arraycopy(
                new String[] {"redis-cli", "-p", String.valueOf(port), "-a", PASSWORD, "--no-auth-warning"},
                0,
                command,
                0,
                6);
        System.arraycopy(words, 0, command, 6, words.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
