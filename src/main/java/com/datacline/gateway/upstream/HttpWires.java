package com.datacline.gateway.upstream;

import com.datacline.gateway.registry.Address;

/** One wire for all sessions of a server, with connections of its own if need be. */
final class HttpWires implements Wires {
    private final boolean apart;
    private final Connections connections;
    private final HttpWire wire;

    HttpWires(String server, Address.Http address, Transport transport) {
        this.apart = Transport.isApart(address);
        this.connections = apart ? transport.apart(address) : transport.shared();
        this.wire = new HttpWire(server, address.url(), transport, connections);
    }

    @Override
    public Wire next() {
        return wire;
    }

    @Override
    public void close() {
        if (apart) {
            connections.close();
        }
    }
}
