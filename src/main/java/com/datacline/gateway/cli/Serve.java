package com.datacline.gateway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code datacline serve}: starts the gateway. */
@Command(
        name = "serve",
        description = "Starts the gateway.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline serve --port 8080 --no-auth"})
final class Serve implements Callable<Integer> {

    @Option(names = "--host", description = "Address to listen on (default: all with authentication, else loopback).")
    @Nullable
    String host;

    @Option(names = "--port", description = "Port to listen on (default: 8000, or the variable PORT).")
    @Nullable
    Integer port;

    @Option(
            names = "--auth",
            negatable = true,
            description = "Whether callers need a token (default: yes, or the variable AUTH_ENABLED).")
    @Nullable
    Boolean auth;

    @Option(names = "--reload", description = "Accepted and not needed: the gateway always watches its files.")
    boolean reload;

    @Override
    public Integer call() {
        if (reload) {
            System.err.println("The gateway always watches its registry, policy and routes; --reload changes nothing.");
        }
        return GatewayProcess.start(new GatewayProcess.Settings(host, port, auth)) == null ? 1 : 0;
    }
}
