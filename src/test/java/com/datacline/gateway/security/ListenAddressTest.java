package com.datacline.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenAddressTest {

    @Test
    void with_authentication_it_listens_everywhere_unless_told_where() {
        assertThat(address(true, "", false).isAnyLocalAddress()).isTrue();
        assertThat(address(true, "127.0.0.2", false).getHostAddress()).isEqualTo("127.0.0.2");
    }

    @Test
    void without_authentication_it_listens_on_loopback() {
        assertThat(address(false, "", false).getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(address(false, "127.0.0.2", false).isLoopbackAddress()).isTrue();
    }

    @Test
    void without_authentication_the_network_is_let_in_only_if_told_in_so_many_words() {
        assertThatThrownBy(() -> address(false, "0.0.0.0", false))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("ALLOW_UNAUTHENTICATED_NETWORK=true");
        assertThat(address(false, "0.0.0.0", true).isAnyLocalAddress()).isTrue();
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> address(true, "no such host", false)).hasMessageContaining("HOST=no such host");
    }

    private static InetAddress address(boolean auth, String host, boolean allow) {
        return new ListenAddress(new AuthProperties(
                        auth,
                        false,
                        null,
                        null,
                        "r",
                        null,
                        "RS256",
                        null,
                        List.of(),
                        "http://localhost/mcp",
                        host,
                        allow,
                        List.of()))
                .address();
    }
}
