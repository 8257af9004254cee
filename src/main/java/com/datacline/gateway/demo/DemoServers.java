package com.datacline.gateway.demo;

import java.util.ArrayList;
import java.util.List;

/** The three log clusters of the demo, running. */
public final class DemoServers implements AutoCloseable {

    /** Where they listen unless told otherwise; {@code mcp_servers.yaml} names the same ports. */
    public static final List<Integer> PORTS = List.of(3001, 3002, 3003);

    private final List<DemoServer> servers;

    private DemoServers(List<DemoServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Starts all three on their usual {@link #PORTS}. */
    public static DemoServers start() {
        return start(PORTS);
    }

    /**
     * Starts all three, or none.
     *
     * @param ports one for each server, 0 for any free port
     * @throws DemoPortTaken when one of the ports is in use
     */
    public static DemoServers start(List<Integer> ports) {
        var clusters = List.of(CampaignLogs.us(), CampaignLogs.eu(), EventLogs.all());
        if (ports.size() != clusters.size()) {
            throw new IllegalArgumentException("the demo needs " + clusters.size() + " ports, got " + ports);
        }
        var started = new ArrayList<DemoServer>();
        try {
            for (int i = 0; i < clusters.size(); i++) {
                started.add(DemoServer.start(clusters.get(i), ports.get(i)));
            }
            return new DemoServers(started);
        } catch (RuntimeException e) {
            started.forEach(DemoServer::close);
            throw e;
        }
    }

    /** Running servers, in the order of their ports. */
    public List<DemoServer> servers() {
        return servers;
    }

    @Override
    public void close() {
        servers.forEach(DemoServer::close);
    }
}
