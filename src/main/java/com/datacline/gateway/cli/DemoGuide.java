package com.datacline.gateway.cli;

import com.datacline.gateway.demo.DemoServer;
import com.datacline.gateway.demo.DemoServers;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** What to try, once the demo runs. */
final class DemoGuide {
    private DemoGuide() {}

    static String text(Environment environment, DemoServers servers) {
        String gateway = "http://localhost:" + environment.getProperty("local.server.port");
        String behind = servers.servers().stream().map(DemoGuide::line).collect(Collectors.joining("\n"));
        return """

                The gateway listens on %1$s/mcp (loopback only, no authentication).
                Behind it:
                %2$s

                Try, in another terminal:

                  # an MCP client: list the tools, then call one on all servers
                  npx -y @modelcontextprotocol/inspector@0.15.0 --cli %1$s/mcp --transport http --method tools/list

                  # a broadcast over REST
                  curl -s %1$s/mcp/invoke-broadcast -H 'Content-Type: application/json' \\
                    -d '{"tool_name":"search_logs","parameters":{"query":"timeout","time_range":"1h","limit":2}}'

                  # who did what
                  tail -n 4 %3$s

                Ctrl-C stops everything.""".formatted(gateway, behind, environment.getProperty("gateway.audit.file"));
    }

    private static String line(DemoServer server) {
        return "  %-18s %s".formatted(server.name(), server.url());
    }
}
