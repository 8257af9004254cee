package com.datacline.gateway.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a client is, as far as it can be told apart: an IPv4 address, or the /64 network that an IPv6 client chooses in. */
final class ClientAddress {
    private static final int LONGEST = 45;

    private ClientAddress() {}

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address.substring(0, Math.min(LONGEST, address.length()));
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            if (!(parsed instanceof Inet6Address)) {
                return parsed.getHostAddress();
            }
            byte[] network = Arrays.copyOf(Arrays.copyOf(parsed.getAddress(), 8), 16);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            return "unreadable";
        }
    }
}
