package com.datacline.gateway.upstream;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Notice;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Body;

/** The clients of all servers. They outlive the routes: sessions and connections survive an edit of the routes. */
public final class Upstreams implements AutoCloseable {
    private final Supplier<Registry> registry;
    private final Transport transport;
    private final StdioProperties stdio;
    private final Function<String, Secret> secretAt;
    private final TaskNames taskNames;
    private final AbandonedCalls abandoned;
    private final Map<McpServer, ServerClient> clients = new ConcurrentHashMap<>();

    /**
     * @param secretAt reads what {@code env://NAME} or {@code file:///path} refers to, or throws {@link CallFailed}
     * @param abandoned hears of calls that ended while nobody waited for them
     */
    public Upstreams(
            Supplier<Registry> registry,
            Transport transport,
            StdioProperties stdio,
            Function<String, Secret> secretAt,
            TaskNames taskNames,
            AbandonedCalls abandoned) {
        this.registry = registry;
        this.transport = transport;
        this.stdio = stdio;
        this.secretAt = secretAt;
        this.taskNames = taskNames;
        this.abandoned = abandoned;
    }

    boolean knows(String server) {
        return registry.get().server(server).isPresent();
    }

    ServerClient client(String name) {
        McpServer server = registry.get()
                .server(name)
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + name));
        ServerClient client = clients.get(server);
        return client != null
                ? client
                : clients.computeIfAbsent(server, s -> new ServerClient(s, transport, wires(s), taskNames, abandoned));
    }

    private Wires wires(McpServer server) {
        return switch (server.address()) {
            case Address.Http http -> new HttpWires(server.name(), http, transport);
            case Address.Stdio program ->
                new ProcessWires(
                        server.name(),
                        program,
                        stdio,
                        (int) Math.min(
                                Integer.MAX_VALUE,
                                transport.properties().maxResponse().toBytes()),
                        secretAt);
            case Address.OpenApi api -> throw notMcp(server);
            case Address.Routes routes -> throw notMcp(server);
        };
    }

    private static IllegalStateException notMcp(McpServer server) {
        return new IllegalStateException("mcp:" + server.name() + ": " + server.address() + " does not speak MCP");
    }

    /** Route step {@code relay}: passes a client's notification on to the servers where its session was let in. */
    public void relay(@Body Notice notice) {
        clients.values().forEach(server -> server.relay(notice.session(), notice.notification()));
    }

    /** Ends what was opened at servers for a session of a client's own. */
    public void end(String client) {
        clients.values().forEach(server -> server.end(client));
    }

    /** Ends the sessions at all servers. */
    @Override
    public void close() {
        clients.values().parallelStream().forEach(ServerClient::close);
        transport.close();
    }
}
