package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "search*, search, true",
        "search*, research, false",
        "*_page, delete_page, true",
        "a*a, a, false",
        "a*a, aa, true",
        "*a*b*, xaxbx, true",
        "*a*b*, xbxax, false",
        "*ab*b, ab, false",
        "*ab*b, abb, true",
        "**, anything, true"
    })
    void a_star_stands_for_any_text(String glob, String text, boolean matches) {
        assertThat(Glob.of(glob).matches(text)).isEqualTo(matches);
    }

    @Test
    void it_says_what_a_regular_expression_says() {
        Random random = new Random(7);
        int matches = 0;
        for (int attempt = 0; attempt < 50_000; attempt++) {
            String glob = letters(random, "ab*\n") + "*" + letters(random, "ab*");
            String text = letters(random, "ab\n") + letters(random, "ab");
            boolean expected = Pattern.compile(glob.replace("*", ".*"), Pattern.DOTALL)
                    .matcher(text)
                    .matches();
            assertThat(Glob.of(glob).matches(text)).as(glob + " on " + text).isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isBetween(5_000, 45_000);
    }

    private static String letters(Random random, String alphabet) {
        StringBuilder letters = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return letters.toString();
    }
}
