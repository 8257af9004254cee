package com.datacline.gateway.process;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's jar, running in a process of its own and in a folder of its own. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    GatewayProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static GatewaySetup with() {
        return new GatewaySetup();
    }

    GatewayProcess awaitHealth() {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                printThreads();
                close();
                throw new AssertionError("the gateway did not start:\n" + output());
            }
            pause(100);
        }
        return this;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Path folder() {
        return folder;
    }

    long pid() {
        return process.pid();
    }

    /** Returns what the process has printed so far, on both streams. */
    public String output() {
        return read(folder.resolve("stdout.txt")) + read(folder.resolve("stderr.txt"));
    }

    List<String> stdout() {
        return read(folder.resolve("stdout.txt")).lines().toList();
    }

    JsonNode health() throws IOException, InterruptedException {
        return GatewayUnderTest.json(send("GET", "/health", "").body());
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        return send(request, method, body, headers);
    }

    /** Reads a page of another port of the gateway's. */
    HttpResponse<String> getFrom(int port, String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)), "GET", "", headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body, String... headers)
            throws IOException, InterruptedException {
        request.timeout(TO_ANSWER).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Calls the tool {@code echo} of a server over REST. */
    HttpResponse<String> echo(String server, String message) throws IOException, InterruptedException {
        return send(
                "POST",
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"" + message + "\"}}");
    }

    /** The same with a token. */
    HttpResponse<String> echoAs(String token, String server, String message) throws IOException, InterruptedException {
        return send(
                "POST",
                "/mcp/invoke?mcp_server=" + server,
                "{\"tool_name\":\"echo\",\"parameters\":{\"message\":\"" + message + "\"}}",
                "Authorization",
                "Bearer " + token);
    }

    /** Returns the lines of the journal that are JSON; what a crash has cut is left out. */
    public List<JsonNode> journal() {
        return Journals.whole(folder.resolve("audit.json"));
    }

    /** Returns a file of the disk that only the process sees. */
    Path disk(String file) {
        return Path.of("/proc/" + pid() + "/root").resolve(Path.of("/").relativize(folder.resolve("disk/" + file)));
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /** Asks the process to end, as SIGTERM does, and returns how long it took. */
    Duration terminate() {
        long begin = System.nanoTime();
        process.destroy();
        awaitEnd(Duration.ofSeconds(60));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits for the end of a process that ends by itself, and returns its exit code. */
    int awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end within " + patience + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    /** Has the process print what its threads do. */
    private void printThreads() {
        if (process.isAlive()) {
            try {
                new ProcessBuilder("kill", "-QUIT", String.valueOf(pid())).start();
                pause(2_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean answers() {
        try {
            return send("GET", "/health", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
