package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all servers offer. Route steps {@code due}, {@code ask} and {@code learn} keep it up to date. */
public final class Catalogue implements Supplier<Snapshot> {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private static final int METHOD_NOT_FOUND = -32601;

    private final Supplier<Registry> registry;
    private final CatalogueProperties properties;
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Long> askAgain = new HashMap<>();
    private final CountDownLatch firstRound = new CountDownLatch(1);
    private @Nullable Snapshot current;

    public Catalogue(Supplier<Registry> registry, CatalogueProperties properties) {
        this.registry = registry;
        this.properties = properties;
    }

    /** Returns the present state. At the start it waits a moment for servers that have not answered yet. */
    @Override
    public Snapshot get() {
        awaitFirstRound();
        return peek();
    }

    /** Returns the present state, be it complete or not. */
    public synchronized Snapshot peek() {
        if (current == null) {
            current = Snapshot.of(registry.get(), Map.copyOf(offers));
            current.clashes()
                    .forEach(clash -> LOG.error("{}; it cannot be called until one of them is renamed", clash));
        }
        return current;
    }

    /** Returns the enabled servers whose list is old enough to be asked for again. */
    public synchronized List<String> due() {
        List<String> due = registry.get().enabled().stream()
                .map(McpServer::name)
                .filter(server -> askAgain.getOrDefault(server, Long.MIN_VALUE) <= System.nanoTime())
                .toList();
        if (registry.get().enabled().isEmpty()) {
            firstRound.countDown();
        }
        return due;
    }

    /** Returns the question to one server. */
    public SingleCall ask(@Body String server) {
        return SingleCall.ofGateway(server, Operation.list(Action.LIST_TOOLS), Deadline.in(properties.timeout()));
    }

    /** Takes one server's answer; a server that fails loses its tools until it answers again. */
    public synchronized void learn(@Body Reply reply, @Variable("asked") String server) {
        Offer offer =
                switch (reply) {
                    case Answer answer -> new Offer(tools(answer.result()), null);
                    // It answered that it does not know the method: it has no tools, and that is all.
                    case Failure failure when isUnknownMethod(failure) -> new Offer(Map.of(), null);
                    case Failure failure -> Offer.unknown(failure.message());
                    default -> Offer.unknown("no answer");
                };
        Offer before = offers.put(server, offer);
        askAgain.put(
                server,
                System.nanoTime() + (offer.problem() == null ? properties.refresh() : properties.retry()).toNanos());
        if (!offer.equals(before)) {
            current = null;
            report(server, before, offer);
        }
        if (registry.get().enabled().stream().allMatch(known -> offers.containsKey(known.name()))) {
            firstRound.countDown();
        }
    }

    private static boolean isUnknownMethod(Failure failure) {
        return failure.error() != null && failure.error().path("code").asInt() == METHOD_NOT_FOUND;
    }

    private static Map<String, ObjectNode> tools(ObjectNode result) {
        Map<String, ObjectNode> tools = new LinkedHashMap<>();
        for (JsonNode tool : result.path("tools")) {
            if (tool instanceof ObjectNode definition && definition.path("name").isTextual()) {
                tools.putIfAbsent(definition.path("name").asText(), definition);
            }
        }
        return tools;
    }

    private static void report(String server, @Nullable Offer before, Offer now) {
        if (now.problem() != null) {
            LOG.warn("server {} lists no tools: {}", server, now.problem());
        } else if (before == null || before.problem() != null) {
            LOG.info("server {} offers {} tools", server, now.tools().size());
        } else {
            LOG.info(
                    "server {} changed its tools; it offers {} now",
                    server,
                    now.tools().size());
        }
    }

    private void awaitFirstRound() {
        if (firstRound.getCount() == 0) {
            return;
        }
        try {
            boolean complete = firstRound.await(properties.firstWait().toMillis(), TimeUnit.MILLISECONDS);
            if (!complete) {
                firstRound.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
