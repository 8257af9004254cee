package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what one server offers under its own names, or all servers under exposed ones. */
abstract class ItemsList implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVER",
            description = "A server of the registry, whose own names are shown (default: all, by exposed names).")
    @Nullable
    String server;

    @Option(names = "--json", description = "Print them as JSON.")
    boolean json;

    private final String everywhere;
    private final String atServer;
    private final String member;

    /**
     * @param everywhere the path of the list of all servers
     * @param atServer the path of the list of one server
     * @param member the member of answers that has the items
     */
    ItemsList(String everywhere, String atServer, String member) {
        this.everywhere = everywhere;
        this.atServer = atServer;
        this.member = member;
    }

    /** Returns an empty table with its columns. */
    abstract Table table();

    /** Returns the cells of one item. */
    abstract Object[] row(JsonNode item);

    @Override
    public Integer call() {
        Remote remote = options.remote();
        JsonNode items = server == null
                ? remote.all(everywhere, member)
                : remote.get(atServer, Map.of("mcp_server", server)).path(member);
        if (json) {
            Output.json(items);
            return 0;
        }
        Table table = table();
        items.forEach(item -> table.row(row(item)));
        table.print();
        return 0;
    }
}
