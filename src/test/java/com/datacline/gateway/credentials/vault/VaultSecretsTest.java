package com.datacline.gateway.credentials.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.registry.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class VaultSecretsTest {
    private static final String PLACE = "vault://kv/datacline/oauth_token";

    private final AtomicLong now = new AtomicLong();
    private VaultStandIn vault;
    private VaultSecrets secrets;

    @BeforeEach
    void start() throws IOException {
        vault = new VaultStandIn();
        vault.put("/v1/kv/data/datacline/oauth_token", "{\"token\":\"newest-s3cret\"}");
        vault.put("/v1/kv/data/datacline/oauth_token?version=3", "{\"token\":\"third-s3cret\"}");
        vault.put("/v1/team/kv/data/x", "{\"value\":\"never\"}");
        vault.put("/v1/kv/data/many", "{\"user\":\"ana\",\"value\":\"default-s3cret\",\"list\":[1],\"port\":8200}");
        vault.delete("/v1/kv/data/gone");
        secrets = new VaultSecrets(properties(VaultStandIn.TOKEN, null, ""), known -> {}, now::get);
    }

    @AfterEach
    void stop() throws IOException {
        secrets.close();
        vault.close();
    }

    @ParameterizedTest
    @CsvSource({
        "vault://kv/datacline/oauth_token, newest-s3cret, /v1/kv/data/datacline/oauth_token",
        "vault://kv/datacline/oauth_token?v=3, third-s3cret, /v1/kv/data/datacline/oauth_token?version=3",
        "vault://kv/datacline/oauth_token?v=3#token, third-s3cret, /v1/kv/data/datacline/oauth_token?version=3",
        "vault://kv/many, default-s3cret, /v1/kv/data/many",
        "vault://kv/many#user, ana, /v1/kv/data/many",
        "vault://kv/many?field=user, ana, /v1/kv/data/many",
        "vault://kv/many?field=port, 8200, /v1/kv/data/many"
    })
    void a_reference_names_mount_path_version_and_field(String reference, String value, String path) {
        assertThat(secrets.read(reference).value()).isEqualTo(value);
        assertThat(vault.asked).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource({
        "vault://kv/nowhere, vault://kv/nowhere does not exist",
        "vault://kv/gone, vault://kv/gone was deleted",
        "vault://kv/many#missing, vault://kv/many#missing has no field missing with a text in it",
        "vault://kv/many#list, vault://kv/many#list has no field list with a text in it"
    })
    void what_is_not_there_is_said_by_its_place(String reference, String message) {
        assertThatThrownBy(() -> secrets.read(reference)).hasMessage(message);
    }

    @Test
    void a_token_that_may_not_read_it_is_said_and_no_value_is_used() {
        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
        vault.token = "another";
        pass(Duration.ofSeconds(31));

        assertThatThrownBy(() -> secrets.read(PLACE))
                .hasMessageContaining(PLACE)
                .hasMessageContaining("HTTP 403")
                .hasMessageNotContaining(VaultStandIn.TOKEN)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_value_is_kept_for_half_a_minute() {
        secrets.read(PLACE);
        vault.put("/v1/kv/data/datacline/oauth_token", "{\"token\":\"rotated-s3cret\"}");
        pass(Duration.ofSeconds(29));
        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
        pass(Duration.ofSeconds(2));

        assertThat(secrets.read(PLACE).value()).isEqualTo("rotated-s3cret");
        assertThat(vault.asked).hasSize(2);
    }

    @Test
    void a_refused_value_is_read_anew_at_once_and_only_by_the_first_who_asks() {
        Secret old = secrets.read(PLACE);
        vault.put("/v1/kv/data/datacline/oauth_token", "{\"token\":\"rotated-s3cret\"}");
        pass(Duration.ofSeconds(2));

        for (int i = 0; i < 5; i++) {
            assertThat(secrets.readAfter(PLACE, old).value()).isEqualTo("rotated-s3cret");
        }
        assertThat(vault.asked).hasSize(2);
    }

    @Test
    void a_server_that_refuses_everything_does_not_have_vault_asked_at_every_call() {
        for (int i = 0; i < 50; i++) {
            secrets.readAfter(PLACE, secrets.read(PLACE));
            pass(Duration.ofMillis(100));
        }
        assertThat(vault.asked).hasSizeLessThan(7);
    }

    @Test
    void while_vault_is_away_the_last_value_is_used_for_a_while_and_that_is_said(CapturedOutput output) {
        secrets.read(PLACE);
        vault.broken = 503;
        pass(Duration.ofMinutes(1));
        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
        assertThat(vault.asked).as("it is not asked at every call").hasSize(2);
        assertThat(output).contains(PLACE, "sealed").doesNotContain("s3cret");

        pass(Duration.ofMinutes(15));
        assertThatThrownBy(() -> secrets.read(PLACE)).hasMessageContaining("sealed");
        vault.broken = 0;
        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
    }

    @Test
    void a_vault_that_cannot_be_reached_is_away_too() {
        secrets.read(PLACE);
        vault.close();
        pass(Duration.ofMinutes(1));

        assertThat(secrets.read(PLACE).value()).isEqualTo("newest-s3cret");
        assertThatThrownBy(() -> secrets.read("vault://kv/other"))
                .hasMessageContaining("vault://kv/other")
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void the_gateways_token_may_stand_in_a_file_that_changes(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old\n");
        try (VaultSecrets own = new VaultSecrets(properties("", file, "team-a"), known -> {}, now::get)) {
            assertThatThrownBy(() -> own.read(PLACE)).hasMessageContaining("HTTP 403");
            Files.writeString(file, VaultStandIn.TOKEN + "\n");

            assertThat(own.read(PLACE).value()).isEqualTo("newest-s3cret");
            assertThat(vault.namespaces).contains("team-a");
        }
    }

    @Test
    void without_an_address_it_is_said_what_to_set() throws IOException {
        VaultProperties none = new VaultProperties(
                "", "", null, "", null, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (VaultSecrets own = new VaultSecrets(none, known -> {}, now::get)) {
            assertThatThrownBy(() -> own.read(PLACE)).hasMessage(PLACE + " cannot be read: VAULT_ADDR is not set");
        }
    }

    private VaultProperties properties(String token, Path file, String namespace) {
        return new VaultProperties(
                vault.address(),
                token,
                file,
                namespace,
                null,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofSeconds(5));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
