package com.datacline.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Small requests to a gateway and to its issuer: without redirects, and with answers of bounded size. */
final class Web {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 1 << 20;

    private Web() {}

    /**
     * What was answered.
     *
     * @param type the content type, or an empty text
     * @param date the {@code Date} header, or an empty text
     */
    record Page(int status, String type, String date, String body) {}

    /** Sends a GET request. */
    static Page get(URI address) throws IOException {
        return send(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET());
    }

    /** Sends a request that takes a short time. */
    static Page send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.timeout(PATIENCE).build();
        try (HttpClient client = client()) {
            HttpResponse<InputStream> response = client.send(built, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST + 1);
                if (bytes.length > MOST) {
                    throw new IOException("an answer of more than " + MOST + " bytes");
                }
                return new Page(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.headers().firstValue("Date").orElse(""),
                        new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns a client as commands need it: the JDK's follows no redirects unless it is told to. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** Returns why something could not be reached, in words. */
    static String why(IOException e) {
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? name : e.getMessage();
    }
}
