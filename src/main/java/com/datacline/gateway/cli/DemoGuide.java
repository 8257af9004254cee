package com.datacline.gateway.cli;

import com.datacline.gateway.demo.DemoServer;
import com.datacline.gateway.demo.DemoServers;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** What to try, once the demo runs. */
final class DemoGuide {
    private DemoGuide() {}

    /** It takes the gateway, not the environment: to look at {@code Demo}, the JDK would load the types in between. */
    static String text(ConfigurableApplicationContext context, DemoServers servers) {
        Environment environment = context.getEnvironment();
        String gateway = "http://localhost:" + environment.getProperty("local.server.port");
        String behind = servers.servers().stream().map(DemoGuide::line).collect(Collectors.joining("\n"));
        boolean auth = environment.getProperty("gateway.auth.enabled", Boolean.class, true);
        return """

                The gateway listens on %1$s/mcp (loopback only, %2$s).
                Behind it:
                %3$s

                Try, in another terminal:

                %4$s
                  # who did what
                  tail -n 4 %5$s

                Ctrl-C stops everything.""".formatted(
                        gateway,
                        auth ? "callers need a token" : "no authentication",
                        behind,
                        auth ? withTokens(gateway, environment) : open(gateway),
                        environment.getProperty("gateway.audit.file"));
    }

    private static String open(String gateway) {
        return """
                # an MCP client: list the tools, then call one on all servers
                npx -y @modelcontextprotocol/inspector@0.15.0 --cli %1$s/mcp --transport http --method tools/list

                # a broadcast over REST
                curl -s %1$s/mcp/invoke-broadcast -H 'Content-Type: application/json' \\
                  -d '{"tool_name":"search_logs","parameters":{"query":"timeout","time_range":"1h","limit":2}}'
              """.formatted(gateway);
    }

    /** The users are those of {@code keycloak/realm.json}. */
    private static String withTokens(String gateway, Environment environment) {
        String keycloak = environment.getProperty("gateway.auth.keycloak-url");
        return """
                # a token for testuser
                TOKEN=$(curl -s %2$s/realms/mcp-gateway/protocol/openid-connect/token \\
                  -d grant_type=password -d client_id=mcp-gateway-client -d username=testuser -d password=testpass |
                  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

                # a broadcast over REST with it
                curl -s %1$s/mcp/invoke-broadcast -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -d '{"tool_name":"search_logs","parameters":{"query":"timeout","time_range":"1h","limit":2}}'

                # an agent that logs its user in with a browser: give it %1$s/mcp and nothing else;
                # the user is testuser with testpass, or admin with admin123 (docs/guides/oauth.md)
              """.formatted(gateway, keycloak);
    }

    private static String line(DemoServer server) {
        return "  %-18s %s".formatted(server.name(), server.url());
    }
}
