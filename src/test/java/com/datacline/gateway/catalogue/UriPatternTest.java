package com.datacline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPatternTest {

    @ParameterizedTest
    @CsvSource({
        "file:///{path},              file:///a.txt,         true",
        "file:///{path},              file:///a/b.txt,       false",
        "file:///{+path},             file:///a/b.txt,       true",
        "file://{/path*},             file:///a/b.txt,       true",
        "'weather://{a,b}/now{?d,e}', weather://x/now,       true",
        "'weather://{a,b}/now{?d,e}', weather://x/now?d=1,   true",
        "'weather://{a,b}/now{?d,e}', weather://x/later?d=1, false",
        "a://{+p}.{ext},              a://b.c/d.e.f,         true",
        "a://x.y,                     a://xzy,               false",
        "'a://{open',                 'a://{open',           true",
        "'a://\\E{x}',                'a://\\Eb',            true",
        "{+all},                      anything:at/all?x#y,   true"
    })
    void a_template_recognises_what_it_may_become(String template, String uri, boolean matches) {
        assertThat(UriPattern.of(template).matches(uri)).isEqualTo(matches);
    }

    @Test
    void hostile_templates_and_uris_take_no_time() {
        UriPattern pattern = UriPattern.of("x://" + "{+a}".repeat(50) + "!");
        String uri = "x://" + "a".repeat(8000);
        long start = System.nanoTime();

        assertThat(pattern.matches(uri)).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(pattern.matches(uri.repeat(100) + "!")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"file:///a b/%20{x}", "mcp-server://other/x://y", "no-scheme", "'a://ü?x=/#'"})
    void a_servers_uri_gives_back_what_it_was_made_of(String uri) {
        ServerUri made = new ServerUri("north.1", uri);

        assertThat(ServerUri.parse(made.toString())).isEqualTo(made);
        assertThat(made.toString()).isEqualTo("mcp-server://north.1/" + uri);
    }
}
