package com.datacline.gateway.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/**
 * Where the management endpoints are.
 *
 * @param port the port; negative if there are none
 * @param address what it listens on
 */
record ManagementAddress(int port, InetAddress address) {

    /** @throws InvalidConfiguration if the port is the callers', or the network could ask without a token */
    static ManagementAddress of(AuthProperties auth, Environment environment) {
        int port = environment.getRequiredProperty("management.server.port", Integer.class);
        String host = environment.getRequiredProperty("management.server.address");
        int main = environment.getProperty("server.port", Integer.class, 0);
        if (port > 0 && port == main) {
            throw new InvalidConfiguration("MANAGEMENT_PORT=" + port + " is the gateway's own port. Set another one.");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            if (port >= 0 && !auth.enabled() && !address.isLoopbackAddress() && !auth.allowUnauthenticatedNetwork()) {
                throw new InvalidConfiguration("AUTH_ENABLED=false lets anybody read the management endpoints, and"
                        + " MANAGEMENT_HOST=" + host + " would let the network in. Set AUTH_ENABLED=true, or"
                        + " MANAGEMENT_HOST=127.0.0.1.");
            }
            return new ManagementAddress(port, address);
        } catch (UnknownHostException e) {
            throw new InvalidConfiguration("MANAGEMENT_HOST=" + host + " is not an address of this machine.");
        }
    }
}
