package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final String GUIDE = read(Path.of("docs/guides/deployment.md"));

    private static Path folder;
    private static Path program;

    @BeforeAll
    static void make() throws Exception {
        pack();
        folder = Files.createTempDirectory("release");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Shell unpacked = Shell.run(
                DIST.toAbsolutePath(), Map.of("TAR_OPTIONS", "--no-same-owner"), "bash", "-c", told("tar xzf"));
        assertThat(unpacked.code()).as(unpacked.output()).isZero();
        try (var unpackedThere = Files.list(folder)) {
            program = unpackedThere.findFirst().orElseThrow();
        }
        assertThat(Shell.run(folder, Map.of(), "chmod", "-R", "a-w", program.toString())
                        .code())
                .isZero();
    }

    /** Returns a line of the guide, with the places of this test in it. */
    private static String told(String begin) throws IOException {
        String line = GUIDE.lines()
                .filter(one -> one.startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the guide has no line " + begin));
        String version;
        try (var files = Files.list(DIST)) {
            version = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tar.gz"))
                    .map(name -> name.replaceAll("secure-mcp-gateway-(.*)\\.tar\\.gz", "$1"))
                    .findFirst()
                    .orElseThrow();
        }
        return line.replace("VERSION", version)
                .replace("/opt", folder.toString())
                .replace("/var/lib/gateway", folder.resolve("work").toString());
    }

    @Test
    void the_guide_makes_it_as_this_test_does() throws IOException {
        assertThat(GUIDE).contains("```bash\nmake dist\n```");
        assertThat(Files.readString(Path.of("Makefile"))).containsPattern("\ndist: .*\n\t@bin/make-dist\n");
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
        String port = String.valueOf(FreePort.next());
        Files.writeString(work.resolve("mcp_servers.yaml"), "servers: {}\n");
        Files.writeString(work.resolve(".env"), "AUTH_ENABLED=false\nPORT=" + port + "\n");
        List<String> command = new ArrayList<>();
        if (ImageByHand.isRoot()) {
            assertThat(Shell.run(folder, Map.of(), "chown", "-R", "65534:65534", work.toString())
                            .code())
                    .isZero();
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        }
        command.addAll(List.of("bash", "-c", told("cd ") + "\nexec " + told("/opt/")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
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

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack() throws Exception {
        Shell made = Shell.run(HERE, Map.of("JAVA_HOME", System.getProperty("java.home")), "bin/make-dist", "--packed");
        assertThat(made.code()).as(made.output()).isZero();
    }
}
