package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;

class TlsTest {

    @TempDir
    Path folder;

    @Test
    void with_a_certificate_the_gateway_speaks_tls_only_and_says_so() throws Exception {
        Certificates own = Certificates.make(folder, "one");
        try (GatewayUnderTest gateway =
                tls(own).set("management.server.port", "0").start()) {
            HttpResponse<String> answer = get(gateway, trusting(own), "TLSv1.3");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security").orElse(""))
                    .startsWith("max-age=");
            assertThat(get(gateway, trusting(own), "TLSv1.2").statusCode()).isEqualTo(200);

            assertThatThrownBy(() -> get(gateway, trusting(own), "TLSv1.1")).isInstanceOf(IOException.class);
            RawHttp.Answer plain = RawHttp.send(gateway.url("/").getPort(), RawHttp.get("/health", "Host: localhost"));
            assertThat(plain.status()).isIn(0, 400);
            assertThat(plain.text()).doesNotContain("healthy", "Tomcat", "xception");
            int management =
                    gateway.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
            assertThat(RawHttp.send(management, RawHttp.get("/actuator/health/liveness", "Host: localhost"))
                            .text())
                    .doesNotContain("UP");
            assertThat(get(management, "/actuator/health/liveness", trusting(own), "TLSv1.3")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_new_certificate_is_taken_without_a_restart() throws Exception {
        Certificates first = Certificates.make(folder, "first");
        Certificates second = Certificates.make(folder, "second");
        Path live = Files.createDirectory(folder.resolve("live"));
        Certificates inUse = new Certificates(live.resolve("crt"), live.resolve("key"), first.store());
        copy(first, inUse);
        try (GatewayUnderTest gateway = tls(inUse)
                .set("spring.ssl.bundle.watch.file.quiet-period", "300ms")
                .start()) {
            assertThat(get(gateway, trusting(first), "TLSv1.3").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(gateway, trusting(second), "TLSv1.3")).isInstanceOf(SSLException.class);

            copy(second, inUse);

            eventually("the second certificate is shown", () -> {
                try {
                    return get(gateway, trusting(second), "TLSv1.3").statusCode() == 200;
                } catch (IOException | GeneralSecurityException e) {
                    return false;
                }
            });
            assertThatThrownBy(() -> get(gateway, trusting(first), "TLSv1.3")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_client_without_a_certificate_of_the_named_authority_is_not_heard() throws Exception {
        Certificates own = Certificates.make(folder, "own");
        Certificates client = Certificates.make(folder, "client");
        Certificates stranger = Certificates.make(folder, "stranger");
        try (GatewayUnderTest gateway = tls(own).set(
                        "gateway.tls.client-ca", client.certificate().toString())
                .start()) {
            assertThat(get(gateway, context(own, client), "TLSv1.3").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(gateway, trusting(own), "TLSv1.3")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(gateway, context(own, stranger), "TLSv1.3"))
                    .isInstanceOf(IOException.class);
        }
        try (GatewayUnderTest gateway = tls(own).set(
                        "gateway.tls.client-ca", client.certificate().toString())
                .set("gateway.tls.client-auth", "want")
                .start()) {
            assertThat(get(gateway, trusting(own), "TLSv1.3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_stream_of_events_goes_on_over_tls() throws Exception {
        Certificates own = Certificates.make(folder, "one");
        try (GatewayUnderTest gateway =
                        tls(own).set("gateway.sessions.keep-alive", "200ms").start();
                Socket client = trusting(own)
                        .getSocketFactory()
                        .createSocket("localhost", gateway.url("/").getPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream()
                    .write(RawHttp.get("/audit/stream", "Host: localhost", "Accept: text/event-stream")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 ");
            int comments = 0;
            while (comments < 5) {
                comments +=
                        requireNonNull(lines.readLine(), "the stream has ended").startsWith(":") ? 1 : 0;
            }
        }
    }

    @Test
    void half_a_setting_is_refused() throws Exception {
        Certificates own = Certificates.make(folder, "half");
        assertThatThrownBy(() -> GatewayUnderTest.with()
                        .set("gateway.tls.certificate", own.certificate().toString())
                        .start())
                .hasMessageContaining("TLS_PRIVATE_KEY");
        assertThatThrownBy(() ->
                        tls(own).set("gateway.tls.private-key", "/nowhere/key").start())
                .hasMessageContaining("TLS_PRIVATE_KEY=/nowhere/key cannot be read");
        assertThatThrownBy(() -> tls(own).set(
                                "gateway.tls.client-ca", own.certificate().toString())
                        .set("gateway.tls.client-auth", "maybe")
                        .start())
                .hasMessageContaining("TLS_CLIENT_AUTH=maybe");
    }

    private static GatewayUnderTest.Builder tls(Certificates own) {
        return GatewayUnderTest.with()
                .set("gateway.tls.certificate", own.certificate().toString())
                .set("gateway.tls.private-key", own.key().toString());
    }

    private static void copy(Certificates from, Certificates to) throws IOException {
        Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static HttpResponse<String> get(GatewayUnderTest gateway, SSLContext context, String protocol)
            throws IOException {
        return get(gateway.url("/").getPort(), "/health", context, protocol);
    }

    private static HttpResponse<String> get(int port, String path, SSLContext context, String protocol)
            throws IOException {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(Certificates server) throws GeneralSecurityException, IOException {
        return context(server, null);
    }

    private static SSLContext context(Certificates server, @Nullable Certificates client)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.store().getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManager[] keys = {};
        if (client != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(client.store(), Certificates.PASSWORD);
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
