package com.datacline.gateway.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.Challenge;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

/** What servers say of themselves, and what the gateway keeps. */
class DescriptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer scope=\"a b\", resource_metadata=\"https://x/y\", error=\"insufficient_scope\""
                        + " | insufficient_scope | [a, b] | https://x/y",
                "bearer error=invalid_token | invalid_token | [] |",
                "Basic realm=\"Bearer scope=z\", Bearer scope=a | '' | [a] |",
                "Bearer scope=\"a\", DPoP scope=\"b\", error=\"c\" | '' | [a] |",
                "Bearer error_description=\"say \\\"hi\\\", scope=b\" | '' | [] |",
                "Bearer | '' | [] |",
                "'' | '' | [] |",
            })
    void a_challenge_is_read(String header, String error, String scopes, String metadata) {
        BearerChallenge challenge = BearerChallenge.of(new Challenge(403, header));

        assertThat(challenge.error()).isEqualTo(error);
        assertThat(challenge.scopes()).hasToString(scopes);
        assertThat(challenge.resourceMetadata()).isEqualTo(metadata);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/mcp, https://a.example/mcp, true",
        "https://a.example, https://a.example/mcp, true",
        "https://a.example/, https://a.example/mcp, true",
        "https://a.example:443/mcp, https://a.example/mcp, true",
        "https://A.example/mcp, https://a.example/mcp, true",
        "https://a.example/mcp/deep, https://a.example/mcp, false",
        "https://a.example/mc, https://a.example/mcp, false",
        "https://a.example.evil/mcp, https://a.example/mcp, false",
        "http://a.example/mcp, https://a.example/mcp, false",
        "https://a.example:444/mcp, https://a.example/mcp, false",
        "https://a.example/mcp#x, https://a.example/mcp, false",
        "'', https://a.example/mcp, false",
        "mcp, https://a.example/mcp, false"
    })
    void a_resource_covers_what_is_below_it(String resource, URI url, boolean expected) {
        assertThat(ProtectedResource.covers(resource, url)).isEqualTo(expected);
    }

    @Test
    void a_login_that_takes_too_long_is_over() {
        AtomicLong now = new AtomicLong();
        PendingLogins pending = new PendingLogins(now::get);
        String early = pending.begin(login()).getValue();
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        String late = pending.begin(login()).getValue();
        now.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(pending.take(early)).isEmpty();
        assertThat(pending.take(late)).isPresent();
        assertThat(pending.take(late)).isEmpty();
    }

    @Test
    void logins_that_nobody_ends_do_not_pile_up() {
        PendingLogins pending = new PendingLogins(() -> 0);
        long left =
                java.util.stream.Stream.generate(() -> pending.begin(login()).getValue()).limit(3000).toList().stream()
                        .filter(state -> pending.take(state).isPresent())
                        .count();

        assertThat(left).isBetween(1L, 1000L);
    }

    @Test
    void a_file_that_cannot_be_read_is_not_taken_for_an_empty_one(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("logins.json"), "{\"logins\": ");

        assertThatThrownBy(() -> new LoginStore(file)).hasMessageContaining(file.toString());
    }

    private static PendingLogin login() {
        return Mockito.mock(PendingLogin.class);
    }
}
