package com.datacline.gateway.credentials.oauth;

import com.datacline.gateway.network.AddressRules;
import com.datacline.gateway.registry.Loopback;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Which addresses may be gone to: those come from servers, and a server must not lead the gateway where it likes. */
final class Addresses {
    private Addresses() {}

    /**
     * Reads an address that a server gave.
     *
     * @param inside whether it may be an address of the own network
     */
    static URI read(@Nullable String address, String what, boolean inside) {
        try {
            return check(new URI(String.valueOf(address)).parseServerAuthority(), what, inside);
        } catch (URISyntaxException e) {
            throw Unavailable.because("the " + what + " is no address");
        }
    }

    /** Refuses what is not https, or http on this machine (MCP, security best practices, SSRF). */
    static URI check(@Nullable URI address, String what, boolean inside) {
        if (address == null || address.getHost() == null || address.getRawUserInfo() != null) {
            throw Unavailable.because("the " + what + " is no address with a host");
        }
        boolean local = Loopback.names(address.getHost());
        boolean safe = "https".equals(address.getScheme()) || "http".equals(address.getScheme()) && local;
        if (!safe || local && !inside) {
            throw Unavailable.because("the " + what + " " + shown(address)
                    + " is not used: it must be https and, unless the server is so itself, not inside this network");
        }
        return address;
    }

    /** Tells whether a host is on the own network, as far as its name can be looked up now. */
    static boolean inside(@Nullable String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!AddressRules.isPublic(address)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns the address without its query. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority()
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }

    /** Returns scheme, host and port. */
    static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
