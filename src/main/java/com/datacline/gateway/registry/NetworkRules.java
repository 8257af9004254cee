package com.datacline.gateway.registry;

import com.datacline.gateway.network.AddressRules;
import com.datacline.gateway.network.Tls;
import com.datacline.gateway.network.TlsFiles;
import com.datacline.gateway.yaml.Finding;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of where a server is and how it is connected to. Names are looked up later, at each connection. */
final class NetworkRules {
    private NetworkRules() {}

    static void check(String server, Address.Http http, List<Finding> found) {
        String at = "/servers/" + server;
        String fault = fault(http.url(), http.allowLinkLocal());
        if (fault != null) {
            found.add(new Finding(at + "/url", fault));
        }
        if (http.tls() != null) {
            checkTls(at + "/tls", http.url(), http.tls(), found);
        }
    }

    /** Returns what is wrong with an address that is spelled out, or null. */
    static @Nullable String fault(URI url, boolean allowLinkLocal) {
        try {
            InetAddress address = AddressRules.literal(url.getHost()).orElse(null);
            if (address == null) {
                return null;
            }
            if (AddressRules.isNowhere(address)) {
                return "is no address of a server: it is unspecified, multicast or reserved";
            }
            return AddressRules.isLinkLocal(address) && !allowLinkLocal
                    ? "is link-local or a cloud's metadata service; if the server is really there, set allow_link_local: true"
                    : null;
        } catch (IllegalArgumentException e) {
            return "has a host that is a number: " + e.getMessage();
        }
    }

    private static void checkTls(String at, URI url, Tls tls, List<Finding> found) {
        if (!"https".equals(url.getScheme())) {
            found.add(new Finding(at, "goes with an https:// url only"));
        }
        if ((tls.certificate() == null) != (tls.key() == null)) {
            found.add(new Finding(at, "needs certificate and key together"));
            return;
        }
        try {
            TlsFiles.check(tls);
        } catch (TlsFiles.InvalidTlsFile e) {
            found.add(new Finding(at, String.valueOf(e.getMessage())));
        }
    }
}
