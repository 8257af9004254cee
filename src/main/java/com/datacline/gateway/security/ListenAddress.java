package com.datacline.gateway.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Chooses the address to listen on: without authentication it is loopback, unless told otherwise in so many words. */
public final class ListenAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {
    private final AuthProperties properties;

    public ListenAddress(AuthProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        factory.setAddress(address());
    }

    /** @throws InvalidConfiguration if callers are not authenticated and the address is not loopback */
    public InetAddress address() {
        String host = properties.host();
        boolean unset = host == null || host.isBlank();
        try {
            InetAddress address =
                    InetAddress.getByName(unset ? (properties.enabled() ? "0.0.0.0" : "127.0.0.1") : host);
            if (!properties.enabled() && !address.isLoopbackAddress() && !properties.allowUnauthenticatedNetwork()) {
                throw new InvalidConfiguration("AUTH_ENABLED=false lets anybody call every tool, and HOST=" + host
                        + " would let the network in. Set AUTH_ENABLED=true, or HOST=127.0.0.1, or, if you mean it,"
                        + " ALLOW_UNAUTHENTICATED_NETWORK=true.");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new InvalidConfiguration("HOST=" + host + " is not an address of this machine.");
        }
    }
}
