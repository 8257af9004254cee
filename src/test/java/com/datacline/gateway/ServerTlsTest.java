package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.fixture.Certificates;
import com.datacline.gateway.fixture.GuardedServer;
import com.datacline.gateway.registry.InvalidRegistry;
import com.datacline.gateway.registry.RegistryReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers with certificates of one's own, made anew for each run. */
class ServerTlsTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static GuardedServer open;
    private static GuardedServer mutual;
    private static GuardedServer named;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(folder);
        certificates.issue("server", "ca", "ip:127.0.0.1");
        certificates.issue("named", "ca", "dns:mcp.internal.example");
        certificates.issue("client", "ca", "dns:gateway");
        certificates.issue("stranger", "other-ca", "dns:gateway");
        open = GuardedServer.start(certificates.server("server"), false);
        mutual = GuardedServer.start(certificates.server("server"), true);
        named = GuardedServer.start(certificates.server("named"), false);
        Path ca = certificates.certificate("ca");
        Path other = certificates.certificate("other-ca");
        Path client = certificates.certificate("client");
        Path stranger = certificates.certificate("stranger");
        Path changing = Files.copy(other, folder.resolve("changing.pem"));
        gateway = GatewayUnderTest.with()
                .server("trusted", open.url(), "tls: {ca: " + ca + "}")
                .server("untrusted", open.url())
                .server("otherca", open.url(), "tls: {ca: " + other + "}")
                .server("changing", open.url(), "tls: {ca: " + changing + "}")
                .server("mutual", mutual.url(), tls(ca, client, certificates.key("client")))
                .server("nocertificate", mutual.url(), "tls: {ca: " + ca + "}")
                .server("stranger", mutual.url(), tls(ca, stranger, certificates.key("stranger")))
                .server("othername", named.url(), "tls: {ca: " + ca + "}")
                .server("named", named.url(), "tls: {ca: " + ca + ", server_name: mcp.internal.example}")
                .set("gateway.catalogue.refresh", "10m")
                .set("gateway.catalogue.retry", "10m")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        open.close();
        mutual.close();
        named.close();
    }

    @ParameterizedTest
    @CsvSource({"trusted", "mutual", "named"})
    void servers_that_prove_themselves_are_called(String server) {
        assertThat(call(gateway, server).path("success").asBoolean())
                .as(call(gateway, server).toString())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "untrusted, its certificate is not trusted, tls.ca",
        "otherca, its certificate is not trusted, tls.ca",
        "nocertificate, does not take the gateway's certificate, tls.certificate",
        "stranger, does not take the gateway's certificate, tls.certificate",
        "othername, its certificate is another host's, tls.server_name"
    })
    void all_others_are_not_and_the_message_says_why(String server, String why, String key) {
        JsonNode answer = call(gateway, server);

        assertThat(answer.path("code").asText()).isEqualTo("upstream_unreachable");
        assertThat(answer.path("detail").asText()).contains("server " + server, why, key);
    }

    @Test
    void a_file_that_is_replaced_counts_from_the_next_connection_on() throws Exception {
        assertThat(call(gateway, "changing").path("detail").asText()).contains("not trusted");

        Path changing = folder.resolve("changing.pem");
        Files.writeString(changing, Files.readString(folder.resolve("ca.pem")));
        Files.setLastModifiedTime(changing, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(call(gateway, "changing").path("success").asBoolean()).isTrue();
    }

    @Test
    void a_truststore_counts_for_all_servers_that_name_no_ca() {
        try (GatewayUnderTest own = GatewayUnderTest.with()
                .server("untrusted", open.url())
                .server("otherca", open.url(), "tls: {ca: " + folder.resolve("other-ca.pem") + "}")
                .set("gateway.upstream.truststore", folder.resolve("ca.pem").toString())
                .start()) {
            assertThat(call(own, "untrusted").path("success").asBoolean()).isTrue();
            assertThat(call(own, "otherca").path("detail").asText()).contains("not trusted");
        }
    }

    @Test
    void the_key_of_another_certificate_is_refused_when_the_registry_is_read() throws Exception {
        Path registry = Files.writeString(
                folder.resolve("mcp_servers.yaml"),
                "servers:\n  one:\n    url: https://mcp.example.com/mcp\n    tls:\n      certificate: client.pem\n"
                        + "      key: stranger-key.pem\n");

        assertThatThrownBy(() -> new RegistryReader(Duration.ofSeconds(1)).read(registry))
                .isInstanceOf(InvalidRegistry.class)
                .hasMessage("mcp_servers.yaml:4 servers.one.tls: file stranger-key.pem holds the key of another"
                        + " certificate than client.pem");
    }

    private static String tls(Path ca, Path certificate, Path key) {
        return "tls: {ca: " + ca + ", certificate: " + certificate + ", key: " + key + "}";
    }

    private static JsonNode call(GatewayUnderTest gateway, String server) {
        return GatewayUnderTest.json(gateway.post("/mcp/invoke?mcp_server=" + server, "{\"tool_name\":\"echo\"}")
                .body());
    }
}
