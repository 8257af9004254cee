package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code make dist} makes of the jar that the tests run on. */
class ReleaseIT {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path DIST = Path.of("target/dist");

    private static Path folder;
    private static Path program;

    @BeforeAll
    static void make() throws Exception {
        pack();
        folder = Files.createTempDirectory("release");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path archive;
        try (var files = Files.list(DIST)) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Shell unpacked = Shell.run(
                folder, Map.of(), "tar", "xzf", archive.toAbsolutePath().toString(), "--no-same-owner");
        assertThat(unpacked.code()).as(unpacked.output()).isZero();
        program = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
        assertThat(Shell.run(folder, Map.of(), "chmod", "-R", "a-w", program.toString())
                        .code())
                .isZero();
    }

    @Test
    void it_holds_what_it_promises() {
        for (String file : List.of(
                "bin/datacline",
                "lib/secure-mcp-gateway.jar",
                "routes/10-mcp.camel.yaml",
                "mcp_servers.yaml",
                ".env.example",
                "examples/policy.yaml",
                "docs/reference/configuration.md",
                "keycloak/realm.json",
                "LICENSE",
                "README.md",
                "sbom.cdx.json")) {
            assertThat(program.resolve(file)).isNotEmptyFile();
        }
        assertThat(program.resolve("bin/datacline")).isExecutable();
    }

    @Test
    void the_checksums_are_right_and_the_same_again() throws Exception {
        Path sums = DIST.resolve("SHA256SUMS");
        String first = Files.readString(sums);
        assertThat(first).contains(".tar.gz", ".zip", "sbom.cdx.json");
        Shell checked = Shell.run(DIST.toAbsolutePath(), Map.of(), "sha256sum", "-c", "SHA256SUMS");
        assertThat(checked.code()).as(checked.output()).isZero();

        pack();

        assertThat(Files.readString(sums)).isEqualTo(first);
    }

    @Test
    void the_bill_of_materials_names_the_libraries_of_the_jar_and_none_of_the_tests() throws IOException {
        JsonNode bill = GatewayUnderTest.json(Files.readString(program.resolve("sbom.cdx.json")));
        List<String> names = new ArrayList<>();
        bill.path("components").forEach(one -> names.add(one.path("name").asText()));

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(names)
                .contains("camel-core-engine", "spring-webmvc", "picocli")
                .doesNotContain("assertj-core");
        assertThat(bill.path("components"))
                .allSatisfy(one -> assertThat(one.path("purl").asText()).startsWith("pkg:maven/"));
    }

    @Test
    void the_gateway_runs_from_it_as_somebody_who_may_change_nothing() throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        String port = FreePort.next();
        Files.writeString(work.resolve("mcp_servers.yaml"), "servers: {}\n");
        List<String> command = new ArrayList<>();
        if (ImageByHand.isRoot()) {
            assertThat(Shell.run(folder, Map.of(), "chown", "65534:65534", work.toString())
                            .code())
                    .isZero();
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        }
        command.addAll(List.of(program.resolve("bin/datacline").toString(), "serve", "--no-auth", "--port", port));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.out").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process gateway = builder.start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
            while (!answers(port)) {
                assertThat(gateway.isAlive() && System.nanoTime() < end)
                        .as("it starts:\n%s", Files.readString(folder.resolve("gateway.out")))
                        .isTrue();
                Thread.sleep(1000);
            }
            assertThat(work.resolve("audit.json")).exists();
        } finally {
            gateway.destroy();
            gateway.waitFor(30, TimeUnit.SECONDS);
            gateway.destroyForcibly();
        }
    }

    @Test
    void commands_run_from_anywhere() throws Exception {
        Shell said = Shell.run(
                Files.createTempDirectory("elsewhere"),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                program.resolve("bin/datacline").toString(),
                "routes",
                "check");

        assertThat(said.output()).contains("is sound");
        assertThat(said.code()).isZero();
    }

    private static boolean answers(String port) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pack() throws Exception {
        Shell made = Shell.run(HERE, Map.of("JAVA_HOME", System.getProperty("java.home")), "bin/make-dist", "--packed");
        assertThat(made.code()).as(made.output()).isZero();
    }
}
