package com.datacline.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {
    private final KnownSecrets known = new KnownSecrets();

    @Test
    void a_text_without_a_secret_stays_the_same_text() {
        String text = "nothing to hide";
        assertThat(known.hide(text)).isSameAs(text);
        remember("something");
        assertThat(known.hide(text)).isSameAs(text);
        assertThat(known.hide("")).isEmpty();
    }

    @Test
    void each_secret_is_hidden_wherever_it_stands() {
        remember("first-secret", "second");
        assertThat(known.hide("first-secret")).isEqualTo("***");
        assertThat(known.hide("second, a first-secret and second")).isEqualTo("***, a *** and ***");
        assertThat(known.hide("secondsecond")).isEqualTo("******");
        assertThat(known.hide("first-secre, secon")).isEqualTo("first-secre, secon");
    }

    @Test
    void a_secret_is_hidden_as_basic_authentication_writes_it() {
        remember("user:password");
        assertThat(known.hide("Basic " + Base64.getEncoder().encodeToString(bytes("user:password")) + "."))
                .isEqualTo("Basic ***.");
    }

    @Test
    void nothing_is_left_of_a_secret_that_holds_or_overlaps_another() {
        remember("abcdef", "abcdef-ghijkl", "ghijkl-mnopqr");
        assertThat(known.hide("<abcdef-ghijkl>")).isEqualTo("<***>");
        assertThat(known.hide("<abcdef-ghijkl-mnopqr>")).isEqualTo("<***>");
        assertThat(known.hide("<abcdef-ghijk>")).isEqualTo("<***-ghijk>");
        remember("0 abcdef 1 abcdef 2");
        assertThat(known.hide("<0 abcdef 1 abcdef 2>")).isEqualTo("<***>");
        assertThat(known.hide("<0 abcdef 1 abcdef 3>")).isEqualTo("<0 *** 1 *** 3>");
    }

    @Test
    void a_secret_of_a_few_characters_hides_nothing() {
        remember("12345");
        assertThat(known.hide("12345")).isEqualTo("12345");
    }

    @Test
    void secrets_of_other_scripts_are_hidden_too() {
        remember("пароль-κλειδί-鍵", "aaaaaaa\uD83D\uDD11");
        assertThat(known.hide("x пароль-κλειδί-鍵 y aaaaaaa\uD83D\uDD11")).isEqualTo("x *** y ***");
    }

    @Test
    void among_thousands_none_is_missed() {
        Random random = new Random(7);
        List<String> secrets = IntStream.range(0, 3000)
                .mapToObj(n -> n % 2 == 0 ? "shared-beginning-" + n + "-shared-ending" : random(random))
                .toList();
        secrets.forEach(this::remember);
        for (String secret : secrets) {
            String before = random(random);
            assertThat(known.hide(before + "\n" + secret + "\n")).isEqualTo(before + "\n***\n");
        }
    }

    private static String random(Random random) {
        return random.ints(6 + random.nextInt(40), '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void remember(String... secrets) {
        for (String secret : secrets) {
            known.remember(new Secret(secret));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
