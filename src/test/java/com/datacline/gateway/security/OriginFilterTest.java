package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OriginFilterTest {
    private static final String RESOURCE = "https://Gateway.example.com:8443/mcp";

    private final List<RefusedLogin> records = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.example.com",
                "gateway.example.com:8443",
                "GATEWAY.example.COM:1",
                "gateway.example.com.",
                "gateway.example.com.:8443",
                "localhost",
                "localhost:8000",
                "LocalHost.:8000",
                "127.0.0.1:8000",
                "[::1]",
                "[::1]:8000",
                "[0:0:0:0:0:0:0:1]:8000",
                "inner:8000",
                "10.1.2.3:8000"
            })
    void a_gateway_in_the_network_answers_to_its_own_names(String host) {
        assertThat(network("Host", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8443",
                "gateway.example.com.evil.example",
                "evilgateway.example.com",
                "gateway.example.com:8443@evil.example",
                "localhost@evil.example",
                "evil.example@localhost",
                "user:password@localhost",
                "http://localhost",
                "localhost/",
                "localhost:8000/x",
                "localhost:",
                "localhost:x",
                "localhost:999999",
                "localhost:80:80",
                "localhost..",
                ".localhost",
                "localhost,evil.example",
                "localhost evil.example",
                "localhost#",
                "localhost?x",
                "localhost\\evil",
                "loc%61lhost",
                "[::1",
                "::1",
                "[::1]evil",
                "[::2]",
                "[::1%25lo]",
                "[::ffff:10.9.9.9]",
                "10.1.2.4",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0.0.0.0",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "ｌocalhost",
                "localhost\u0000"
            })
    void a_gateway_in_the_network_answers_to_no_other(String host) {
        assertThat(network("Host", host)).isEqualTo(403);
        assertThat(records).singleElement().satisfies(record -> assertThat(record.reason())
                .startsWith("Host "));
    }

    @Test
    void a_request_has_one_host_and_at_most_one_origin() {
        assertThat(network()).isEqualTo(403);
        assertThat(network("Host", "localhost", "Host", "localhost")).isEqualTo(403);
        assertThat(network("Host", "localhost", "Host", "evil.example")).isEqualTo(403);
        assertThat(network("Host", "localhost", "Origin", "http://localhost")).isEqualTo(200);
        assertThat(network("Host", "localhost", "Origin", "http://localhost", "Origin", "http://localhost"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:5173",
                "https://127.0.0.1:1",
                "http://[::1]:3000",
                "https://app.example.com",
                "vscode-webview://0abc",
                "https://Gateway.example.com:8443"
            })
    void pages_of_this_machine_of_the_gateway_and_of_named_origins_may_call(String origin) {
        assertThat(network("Host", "localhost", "Origin", origin)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "http://evil.example",
                "http://localhost@evil.example",
                "http://evil.example#localhost",
                "http://localhost.evil.example",
                "http://localhost/",
                "http://localhost/x",
                "http://localhost:x",
                "http://user@localhost",
                "http:localhost",
                "//localhost",
                "localhost",
                "file://localhost",
                "chrome-extension://localhost",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.example",
                "https://app.example.com https://evil.example",
                "https://app.example.com,https://evil.example",
                "http://127.0.0.1.evil.example",
                "http://gateway.example.com.evil.example:8443",
                "http://[::2]",
                "*"
            })
    void no_other_page_may_call(String origin) {
        assertThat(network("Host", "localhost", "Origin", origin)).isEqualTo(403);
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.reason()).startsWith("Origin ");
            assertThat(record.status()).isEqualTo(403);
        });
    }

    @Test
    void a_gateway_on_loopback_has_loopback_names_only() {
        assertThat(filter(true, "Host", "localhost:8000")).isEqualTo(200);
        assertThat(filter(true, "Host", "10.1.2.3")).isEqualTo(200);
        assertThat(filter(true, "Host", "inner")).isEqualTo(200);
        assertThat(filter(true, "Host", "gateway.example.com:8443")).isEqualTo(403);
    }

    @Test
    void a_long_header_is_cut_in_the_record() {
        network("Host", "localhost", "Origin", "http://" + "e".repeat(10_000));

        assertThat(records.getFirst().reason()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "null", "https://app.example.com/", "app.example.com", "https://*.example.com", "http://"})
    void what_is_no_origin_is_refused_as_a_setting(String origin) {
        assertThatThrownBy(() -> new AllowedOrigins(List.of(origin), RESOURCE))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("ALLOWED_ORIGINS")
                .hasMessageContaining(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://inner", "inner/", "*.example.com", ""})
    void what_is_no_host_is_refused_as_a_setting(String host) {
        assertThatThrownBy(() -> new HostCheck(RESOURCE, List.of(host), false))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("ALLOWED_HOSTS");
    }

    private int network(String... headers) {
        return filter(false, headers);
    }

    private int filter(boolean loopbackOnly, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp");
        request.setLocalAddr("10.1.2.3");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        OriginFilter filter = new OriginFilter(
                new AllowedOrigins(List.of("https://app.example.com", "vscode-webview://0abc"), RESOURCE),
                new HostCheck(RESOURCE, List.of("Inner"), loopbackOnly),
                new RefusalBudget(records::add, 1_000, Ticker.systemTicker()));
        try {
            filter.doFilter(request, response, new MockFilterChain());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return response.getStatus();
    }
}
