package com.datacline.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLoginsTest {
    private static final URI ONE = URI.create("http://localhost:8000");
    private static final URI TWO = URI.create("https://gateway.example.com");

    @TempDir
    Path home;

    @Test
    void only_the_user_can_read_them() throws IOException {
        KeptLogins logins = logins();
        logins.put(ONE, login("a", 60));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins.file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(logins.file().getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(logins.file().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("logins.json", "logins.lock");
        }
    }

    @Test
    void there_is_one_for_each_gateway() {
        KeptLogins logins = logins();
        logins.put(ONE, login("a", 60));
        logins.put(TWO, login("b", 60));
        logins.put(ONE, login("c", 60));

        assertThat(logins.find(ONE).orElseThrow().accessToken()).isEqualTo("c");
        assertThat(logins.remove(ONE).orElseThrow().accessToken()).isEqualTo("c");
        assertThat(logins.find(ONE)).isEmpty();
        assertThat(logins.find(TWO).orElseThrow().accessToken()).isEqualTo("b");
        assertThat(logins.remove(ONE)).isEmpty();
    }

    @Test
    void one_that_has_ended_is_renewed_once_by_whoever_needs_it_first() throws InterruptedException {
        logins().put(ONE, login("old", 5));
        AtomicInteger renewals = new AtomicInteger();
        List<String> tokens = new ArrayList<>();
        List<Thread> commands = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            commands.add(Thread.ofVirtual().start(() -> {
                KeptLogin usable = logins().usable(ONE, ended -> {
                            renewals.incrementAndGet();
                            return login("new", 60);
                        })
                        .orElseThrow();
                synchronized (tokens) {
                    tokens.add(usable.accessToken());
                }
            }));
        }
        for (Thread command : commands) {
            command.join();
        }

        assertThat(renewals).hasValue(1);
        assertThat(tokens).hasSize(8).containsOnly("new");
    }

    @Test
    void one_that_is_good_is_used_as_it_is() {
        logins().put(ONE, login("good", 60));

        assertThat(logins().usable(ONE, ended -> {
                            throw new AssertionError("it has not ended");
                        })
                        .orElseThrow()
                        .accessToken())
                .isEqualTo("good");
    }

    @Test
    void a_renewal_that_fails_leaves_what_was() {
        logins().put(ONE, login("old", 5));

        assertThatThrownBy(() -> logins().usable(ONE, ended -> {
                    throw Complaint.failure("the login has ended", null);
                }))
                .isInstanceOf(Complaint.class);
        assertThat(logins().find(ONE).orElseThrow().accessToken()).isEqualTo("old");
    }

    @Test
    void a_file_that_cannot_be_used_is_named_and_left_as_it_is() throws IOException {
        Path file = logins().file();
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "{\"logins\": {\"http://localhost:8000\": {\"issuer\": \"x\", \"access_token\": \"secret\"}}}");

        assertThatThrownBy(() -> logins().find(ONE))
                .isInstanceOfSatisfying(Complaint.class, complaint -> assertThat(complaint.text())
                        .contains(file.toString(), "client_id", "try: rm ")
                        .doesNotContain("secret"));
        Files.writeString(file, "{");
        assertThatThrownBy(() -> logins().put(ONE, login("a", 60))).isInstanceOf(Complaint.class);
        assertThat(file).hasContent("{");
    }

    @Test
    void they_are_where_the_system_keeps_such_things() {
        assertThat(KeptFolder.of("Linux", "/home/ana", Map.of())).isEqualTo(Path.of("/home/ana/.config/datacline"));
        assertThat(KeptFolder.of("Linux", "/home/ana", Map.of("XDG_CONFIG_HOME", "/x")))
                .isEqualTo(Path.of("/x/datacline"));
        assertThat(KeptFolder.of("Linux", "/home/ana", Map.of("XDG_CONFIG_HOME", "relative")))
                .isEqualTo(Path.of("/home/ana/.config/datacline"));
        assertThat(KeptFolder.of("Mac OS X", "/Users/ana", Map.of()))
                .isEqualTo(Path.of("/Users/ana/Library/Application Support/datacline"));
        assertThat(KeptFolder.of("Windows 11", "C:/Users/ana", Map.of("APPDATA", "C:/Users/ana/AppData/Roaming")))
                .isEqualTo(Path.of("C:/Users/ana/AppData/Roaming/datacline"));
    }

    private KeptLogins logins() {
        return new KeptLogins(home.resolve("datacline"));
    }

    private static KeptLogin login(String token, int seconds) {
        return new KeptLogin(
                "http://issuer",
                "datacline",
                "http://localhost:8000/mcp",
                "http://issuer/token",
                null,
                token,
                "refresh-" + token,
                Instant.now().plusSeconds(seconds));
    }
}
