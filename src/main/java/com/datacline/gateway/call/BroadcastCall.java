package com.datacline.gateway.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One operation on many servers at once.
 *
 * @param id the id of its audit record; its legs name it as their parent
 * @param requestId the id of the request that caused it
 * @param era how the caller speaks to the gateway
 * @param operation what each server shall do
 * @param servers the servers to call, in the order the answer lists them
 * @param chosen whether the caller named the servers, rather than meaning all that there are
 * @param names the server's own name of the tool, where it is another than the operation's subject
 * @param absent servers that were asked for and cannot be called, with the reason
 * @param terms when it is over
 * @param startNanos when it began, as {@link System#nanoTime()}
 */
public record BroadcastCall(
        String id,
        String requestId,
        Era era,
        Operation operation,
        List<String> servers,
        boolean chosen,
        Map<String, String> names,
        Map<String, Failure> absent,
        Terms terms,
        long startNanos)
        implements Resolution {

    public BroadcastCall {
        servers = List.copyOf(servers);
        names = Map.copyOf(names);
        absent = new LinkedHashMap<>(absent);
    }

    /** Returns what one server shall do, by its own name of the tool. */
    public Operation operationAt(String server) {
        String own = names.get(server);
        return own == null ? operation : operation.renamed("name", own);
    }

    /** Returns the milliseconds since it began. */
    public long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /** Returns how many servers the caller asked for. */
    public int total() {
        return servers.size() + absent.size();
    }

    /** Returns the same for fewer servers. */
    public BroadcastCall within(Predicate<String> permitted) {
        Map<String, Failure> fewer = new LinkedHashMap<>(absent);
        fewer.keySet().removeIf(server -> !permitted.test(server));
        return new BroadcastCall(
                id,
                requestId,
                era,
                operation,
                servers.stream().filter(permitted).toList(),
                chosen,
                names,
                fewer,
                terms,
                startNanos);
    }
}
