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
        addFault(at + "/url", fault(http.url(), http.allowLinkLocal()), found);
        if (http.tls() != null) {
            checkTls(at + "/tls", http.url(), http.tls(), found);
        }
    }

    /** The certificates are for the API; its document may be elsewhere. */
    static void check(String server, Address.OpenApi api, List<Finding> found) {
        String at = "/servers/" + server;
        if (api.url() != null) {
            addFault(at + "/url", fault(api.url(), api.allowLinkLocal()), found);
        }
        if (!api.isFile()) {
            addFault(at + "/openapi", fault(api.document(), api.allowLinkLocal()), found);
        }
        if (api.tls() != null) {
            URI secured = api.url() == null && !api.isFile() ? api.document() : api.url();
            checkTls(at + "/tls", secured, api.tls(), found);
        }
    }

    private static void addFault(String at, @Nullable String fault, List<Finding> found) {
        if (fault != null) {
            found.add(new Finding(at, fault));
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

    /** @param url where the certificates are shown, or null if only a document will tell */
    private static void checkTls(String at, @Nullable URI url, Tls tls, List<Finding> found) {
        if (url != null && !"https".equals(url.getScheme())) {
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
