package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline audit query}: looks records up in the gateway's database. */
@Command(
        name = "query",
        description = "Shows who did what, the newest first. Takes an administrator.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline audit query --status denied --since 24h"})
final class AuditQuery implements Callable<Integer> {
    private static final int PAGE = 1000;

    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Mixin
    AuditFilters filters = new AuditFilters();

    @Option(names = "--until", paramLabel = "TIME", description = "Not after: as --since.")
    @Nullable
    String until;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many (default: ${DEFAULT-VALUE}).")
    int limit = 100;

    @Option(names = "--follow-pages", description = "All there are, however many.")
    boolean all;

    @Option(names = "--json", description = "Print the records as JSON.")
    boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw Complaint.usage("--limit must be 1 or more", "datacline audit query --limit 100");
        }
        Map<String, String> query = filters.query();
        if (until != null) {
            query.put("until", AuditFilters.instant("--until", until).toString());
        }
        Remote remote = options.remote();
        if (json) {
            ArrayNode records = JsonNodeFactory.instance.arrayNode();
            read(remote, query, all ? Long.MAX_VALUE : limit, records::add);
            Output.json(records);
        } else {
            AuditLine.head();
            read(remote, query, all ? Long.MAX_VALUE : limit, record -> AuditLine.print(record, false));
        }
        return 0;
    }

    /** Reads pages until there are no more, or enough. */
    static void read(Remote remote, Map<String, String> filters, long most, Consumer<JsonNode> reader) {
        Map<String, String> query = new LinkedHashMap<>(filters);
        for (long left = most; left > 0; ) {
            query.put("limit", String.valueOf(Math.min(left, PAGE)));
            JsonNode page = remote.get("/audit", query);
            JsonNode records = page.path("records");
            records.forEach(reader);
            left -= records.size();
            String next = page.path("next").asText("");
            if (next.isEmpty() || records.isEmpty()) {
                return;
            }
            query.put("before", next);
        }
    }
}
