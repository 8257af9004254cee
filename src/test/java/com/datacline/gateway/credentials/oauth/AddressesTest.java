package com.datacline.gateway.credentials.oauth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.CallFailed;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://as.example.com/x", "https://10.0.0.1/x"})
    void https_is_good(String address) {
        assertThatCode(() -> Addresses.read(address, "issuer", false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://as.example.com/",
                "http://169.254.169.254/latest/meta-data",
                "http://localhost:9/",
                "https://localhost/",
                "https://[::1]/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://user:password@as.example.com/",
                "https:///path",
                "no address"
            })
    void everything_else_is_refused_when_a_server_outside_names_it(String address) {
        assertThatThrownBy(() -> Addresses.read(address, "issuer", false)).isInstanceOf(CallFailed.class);
    }

    @Test
    void a_server_on_this_machine_may_name_this_machine() {
        assertThatCode(() -> Addresses.read("http://localhost:9/x", "issuer", true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Addresses.read("http://10.0.0.1/x", "issuer", true))
                .isInstanceOf(CallFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:9/", "https://10.255.255.1:9/", "https://169.254.169.254/"})
    void an_errand_outside_does_not_go_inside(String address) throws Exception {
        try (Web web = new Web(null)) {
            assertThatThrownBy(() -> web.get(URI.create(address), false))
                    .isInstanceOf(CallFailed.class)
                    .hasMessageNotContaining("Connect");
        }
    }
}
