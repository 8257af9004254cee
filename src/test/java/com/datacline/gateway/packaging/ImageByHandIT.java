package com.datacline.gateway.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The content of the image, made by hand and run as its user from a tree that nobody can write to. */
class ImageByHandIT {
    private static final String PORT = String.valueOf(FreePort.next());
    private static final String MANAGEMENT_PORT = String.valueOf(FreePort.next());

    private static Path folder;
    private static ImageByHand image;

    @BeforeAll
    static void build() throws Exception {
        folder = Files.createTempDirectory("image");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        image = ImageByHand.build(
                folder, Map.of("PORT", "" + FreePort.next(), "MANAGEMENT_PORT", "" + FreePort.next()));
    }

    @Test
    void the_gateway_gets_ready_from_a_tree_that_it_cannot_write_to_and_with_its_archive_of_classes() throws Exception {
        Path classes = image.path("/data").resolve("classes.log");
        Map<String, String> environment = Map.of(
                "PORT",
                PORT,
                "MANAGEMENT_PORT",
                MANAGEMENT_PORT,
                "HOST",
                "127.0.0.1",
                "KEYCLOAK_URL",
                "http://127.0.0.1:1",
                "JAVA_OPTS",
                "-Xlog:class+load:file=" + classes);
        Path output = folder.resolve("gateway.out");
        Process gateway = image.command(environment, command("serve"))
                .redirectOutput(output.toFile())
                .start();
        try {
            awaitHealth(gateway, output, environment, "healthy");

            assertThat(Files.readString(classes))
                    .containsPattern("com.datacline.gateway.cli.Serve source: shared objects");
            assertThat(image.path("/data/audit.json")).exists();
            assertThat(Files.getOwner(image.path("/data/audit.json")).getName())
                    .isEqualTo(ImageByHand.isRoot() ? "10001" : System.getProperty("user.name"));
            gateway.destroy();
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends when asked")
                    .isTrue();
            assertThat(gateway.exitValue()).isEqualTo(143);
        } finally {
            gateway.destroyForcibly();
        }
    }

    @Test
    void the_mock_server_is_in_the_image_and_well() throws Exception {
        String port = String.valueOf(FreePort.next());
        Path output = folder.resolve("mock.out");
        Process mock = image.command(Map.of(), command("mock-server", "--port", port))
                .redirectOutput(output.toFile())
                .start();
        try {
            awaitHealth(mock, output, Map.of(), "healthy", port, "/tools");
        } finally {
            mock.destroyForcibly();
        }
    }

    @Test
    void the_command_of_the_guide_is_done() throws Exception {
        String told = Pattern.compile("`docker run --rm secure-mcp-gateway ([^`]*)`")
                .matcher(Files.readString(Path.of("docs/guides/deployment.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Path output = folder.resolve("command.out");
        Process done = image.command(Map.of(), command(told.split("\\s+")))
                .redirectOutput(output.toFile())
                .start();

        assertThat(done.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("routes is sound");
    }

    @Test
    void who_is_not_there_is_not_well() throws Exception {
        assertThat(health(Map.of("MANAGEMENT_PORT", "" + FreePort.next()), "healthy"))
                .isNotZero();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new java.util.ArrayList<>(image.entrypoint());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void awaitHealth(Process process, Path output, Map<String, String> environment, String... check)
            throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (health(environment, check) != 0) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("it gets ready:\n%s", Files.readString(output))
                    .isTrue();
            Thread.sleep(1000);
        }
    }

    private static int health(Map<String, String> environment, String... check)
            throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(check));
        command.set(0, image.path("/opt/datacline/bin/" + check[0]).toString());
        Process asked = image.command(environment, command)
                .redirectOutput(folder.resolve("health.out").toFile())
                .start();
        return asked.waitFor();
    }
}
