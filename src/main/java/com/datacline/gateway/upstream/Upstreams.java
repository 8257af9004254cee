package com.datacline.gateway.upstream;

import com.datacline.gateway.call.AbandonedCalls;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Cancellation;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.Notice;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Body;

/**
 * The clients of all servers. They outlive the routes: sessions and connections survive an edit of the routes. A server that
 * is connected to in another way gets another client; calls in flight end with the one they began with.
 */
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

    /** Makes one call, with the client of the very server that the call's credential is for. */
    Answer send(UpstreamCall call, ClientStream stream, Cancellation cancellation) {
        McpServer server = call.server().connection();
        while (true) {
            ServerClient client = clients.get(server);
            if (client == null) {
                client = clients.computeIfAbsent(
                        server, s -> new ServerClient(s, transport, wires(s), taskNames, abandoned));
            }
            if (client.use().begin()) {
                try {
                    return client.send(call, stream, cancellation);
                } finally {
                    client.use().end();
                }
            }
            clients.remove(server, client);
        }
    }

    /** Ends the clients of servers that are no longer in the registry like that, once they are not in use. */
    public void sweep() {
        Set<McpServer> known = new HashSet<>();
        registry.get().enabled().forEach(server -> known.add(server.connection()));
        clients.forEach((server, client) -> {
            if (!known.contains(server) && client.isIdle() && client.use().close()) {
                clients.remove(server, client);
                Thread.startVirtualThread(client::close);
            }
        });
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
