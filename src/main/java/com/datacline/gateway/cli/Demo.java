package com.datacline.gateway.cli;

import com.datacline.gateway.demo.DemoPortTaken;
import com.datacline.gateway.demo.DemoServers;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code datacline demo}: the gateway with three MCP servers to try it on, in one process that Ctrl-C ends. */
@Command(
        name = "demo",
        description =
                "Starts the gateway on loopback, without authentication unless asked, with three demo servers behind it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline demo --port 8000"})
final class Demo implements Callable<Integer> {

    @Option(names = "--port", description = "Port of the gateway (default: 8000, or the variable PORT).")
    @Nullable
    Integer port;

    @Option(names = "--auth", description = "Callers need a token of the Keycloak at KEYCLOAK_URL (default: no).")
    boolean auth;

    @Override
    public Integer call() {
        DemoServers servers;
        try {
            servers = DemoServers.start();
        } catch (DemoPortTaken e) {
            System.err.println(e.getMessage());
            return 1;
        }
        ConfigurableApplicationContext gateway =
                GatewayProcess.start(new GatewayProcess.Settings("127.0.0.1", port, auth));
        if (gateway == null) {
            servers.close();
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        System.out.println(DemoGuide.text(gateway, servers));
        return 0;
    }
}
