package com.datacline.gateway.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an address stands for, so that nobody makes the gateway connect to where it must not (MCP, security best practices,
 * server-side request forgery). An IPv4 address within an IPv6 one counts as what it is.
 */
public final class AddressRules {
    /** Where clouds tell a machine its secrets, beside the link-local addresses that most of them use. */
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    /** A host that programs read as a number: an IPv4 address, or one of its odd spellings. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern PLAIN = Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

    private AddressRules() {}

    /** Tells whether an address is one of the internet, and not of the own machine or network. */
    public static boolean isPublic(InetAddress given) {
        InetAddress address = meant(given);
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return !address.isLoopbackAddress()
                && !address.isSiteLocalAddress()
                && !uniqueLocal
                && !shared
                && !isLinkLocal(address)
                && !isNowhere(address);
    }

    /** Tells whether an address is link-local or a cloud's metadata service. */
    public static boolean isLinkLocal(InetAddress given) {
        InetAddress address = meant(given);
        return address.isLinkLocalAddress() || METADATA.contains(withoutScope(address));
    }

    /** Tells whether no single server can be there: unspecified, multicast, broadcast or reserved. */
    public static boolean isNowhere(InetAddress given) {
        InetAddress address = meant(given);
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        return address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet4Address && (first == 0 || first >= 240);
    }

    /**
     * Returns the address that a URL's host spells out, without asking anybody; nothing for a name.
     *
     * @throws IllegalArgumentException if it is spelled so that programs disagree which address it is
     */
    public static Optional<InetAddress> literal(@Nullable String host) {
        boolean bracketed = host != null && host.startsWith("[");
        if (host == null || !bracketed && !NUMBER.matcher(host).matches()) {
            return Optional.empty();
        }
        if (!bracketed && !PLAIN.matcher(host).matches()) {
            throw new IllegalArgumentException("an IPv4 address is written as four decimal numbers");
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("it is no IP address");
        }
    }

    /** Returns the IPv4 address that an IPv6 one stands for: compatible, 6to4 (RFC 3056) and NAT64 (RFC 6052). */
    private static InetAddress meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        boolean zeros = isZero(bytes, 0, 12) && !isZero(bytes, 12, 15);
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return of(bytes, 2);
        }
        return zeros || nat64 ? of(bytes, 12) : address;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress of(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutScope(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }
}
