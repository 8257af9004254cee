package com.datacline.gateway.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.fixture.Names;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, public",
        "2001:4860:4860::8888, public",
        "127.0.0.1, network",
        "10.1.2.3, network",
        "172.16.0.1, network",
        "192.168.1.1, network",
        "100.64.0.1, network",
        "::1, network",
        "fd00::1, network",
        "::ffff:10.0.0.1, network",
        "64:ff9b::10.0.0.1, network",
        "2002:0a00:0001::1, network",
        "169.254.0.1, link-local",
        "169.254.169.254, link-local",
        "100.100.100.200, link-local",
        "168.63.129.16, link-local",
        "fe80::1, link-local",
        "fd00:ec2::254, link-local",
        "::ffff:169.254.169.254, link-local",
        "::169.254.169.254, link-local",
        "64:ff9b::169.254.169.254, link-local",
        "2002:a9fe:a9fe::1, link-local",
        "0.0.0.0, nowhere",
        "0.1.2.3, nowhere",
        "::, nowhere",
        "::ffff:0.0.0.0, nowhere",
        "224.0.0.1, nowhere",
        "ff02::1, nowhere",
        "255.255.255.255, nowhere",
        "240.0.0.1, nowhere"
    })
    void an_address_is_known_for_what_it_is(String text, String kind) throws Exception {
        InetAddress address = InetAddress.getByName(text);

        assertThat(AddressRules.isNowhere(address)).isEqualTo(kind.equals("nowhere"));
        assertThat(AddressRules.isLinkLocal(address)).isEqualTo(kind.equals("link-local"));
        assertThat(AddressRules.isPublic(address)).isEqualTo(kind.equals("public"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518", "169.254.169.254.", "1"})
    void an_odd_spelling_of_an_address_is_not_taken(String host) {
        assertThatThrownBy(() -> AddressRules.literal(host)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "2852039166", "[fe80::1]", "[::ffff:a9fe:a9fe]", "metadata.test"})
    void whatever_leads_to_metadata_is_not_connected_to(String host) throws Exception {
        Names.set("metadata.test", InetAddress.getByName("169.254.169.254"));

        assertThatThrownBy(() -> GuardedNames.NETWORK.resolve(host)).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> GuardedNames.PUBLIC.resolve(host)).isInstanceOf(UnknownHostException.class);
        assertThatCode(() -> GuardedNames.LINK_LOCAL.resolve(host)).doesNotThrowAnyException();
    }

    @Test
    void names_are_no_literals() {
        assertThat(AddressRules.literal("mcp.example.com")).isEmpty();
        assertThat(AddressRules.literal("mcp-1")).isEmpty();
        assertThat(AddressRules.literal("10.0.0.1")).isPresent();
    }
}
