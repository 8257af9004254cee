package com.datacline.gateway.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up for connections and takes no answer that leads where they must not go. It is asked at each connection, so
 * that a name which means something else by now is of no use, and for addresses too.
 */
public enum GuardedNames implements DnsResolver {
    /** The internet only. */
    PUBLIC,
    /** The own network too, as it is for servers that an operator has named; nothing link-local. */
    NETWORK,
    /** Whatever a single server can be at. */
    LINK_LOCAL;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    private void check(String host, InetAddress address) throws RefusedAddress {
        String it = host + (host.equals(address.getHostAddress()) ? "" : " (" + address.getHostAddress() + ")");
        if (AddressRules.isNowhere(address)) {
            throw new RefusedAddress(it + " is no address of a server");
        }
        if (this != LINK_LOCAL && AddressRules.isLinkLocal(address)) {
            throw new RefusedAddress(it + " is link-local or a cloud's metadata service");
        }
        if (this == PUBLIC && !AddressRules.isPublic(address)) {
            throw new RefusedAddress(it + " is inside this network");
        }
    }

    /** A host that is not connected to, for what it resolves to. */
    public static final class RefusedAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddress(String message) {
            super(message);
        }
    }
}
