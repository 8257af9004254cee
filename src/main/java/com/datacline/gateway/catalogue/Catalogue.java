package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.ListChanges;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all servers offer. Route steps {@code due} and {@code learn} keep it up to date. */
public final class Catalogue implements Supplier<Snapshot> {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final Supplier<Registry> registry;
    private final CatalogueProperties properties;
    private final Timetable timetable;
    private final Quarantine quarantine;
    private final Map<String, Offer> told = new HashMap<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final List<Consumer<ListChanges>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<String, Action>> others = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstRound = new CountDownLatch(1);
    private @Nullable Snapshot current;
    private Set<String> reported = Set.of();

    public Catalogue(Supplier<Registry> registry, CatalogueProperties properties, Quarantine quarantine) {
        this.quarantine = quarantine;
        this.registry = registry;
        this.properties = properties;
        this.timetable = new Timetable(properties.timeout().multipliedBy(3));
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
            current.clashes().stream()
                    .filter(clash -> !reported.contains(clash))
                    .forEach(clash -> LOG.error("{}; it cannot be called until one of them is renamed", clash));
            reported = Set.copyOf(current.clashes());
        }
        return current;
    }

    /** Returns a round of questions for each enabled server whose lists are old enough, or said to have changed. */
    public synchronized List<Inquiry> due() {
        List<McpServer> enabled = registry.get().enabled();
        if (enabled.isEmpty()) {
            firstRound.countDown();
        }
        return enabled.stream()
                .map(server -> timetable.due(server.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Takes one server's answers. A server that fails, or fails to tell its tools, has nothing until it answers again;
     * where another list fails, what it said before stands.
     */
    public void learn(@Variable("inquiry") Inquiry inquiry) {
        Learned learned = take(inquiry);
        tell(learned.changes());
        learned.found().forEach(list -> tellOthers(inquiry.server(), list));
    }

    /**
     * What a round has brought.
     *
     * @param found the lists that were found changed without the server's word
     */
    private record Learned(ListChanges changes, Set<Action> found) {}

    /**
     * Takes a server's word that one of its lists has changed: it is asked for that list within about a second.
     *
     * @param list {@code LIST_TOOLS}, {@code LIST_RESOURCES} (templates are asked for too) or {@code LIST_PROMPTS}
     */
    public synchronized void listChanged(String server, Action list) {
        timetable.changed(server, list);
    }

    /** Route step {@code ear}: who hears what servers say of their lists. */
    public ClientStream ear() {
        return new Ear((server, list) -> {
            listChanged(server, list);
            tellOthers(server, list);
        });
    }

    /** Has a listener hear of servers' lists that have changed, for other nodes: they ask anew then. */
    public void onNews(BiConsumer<String, Action> listener) {
        others.add(listener);
    }

    private void tellOthers(String server, Action list) {
        others.forEach(listener -> listener.accept(server, list));
    }

    /** Has a listener called whenever what callers see has changed, or a server said so. It must not block. */
    public void onChange(Consumer<ListChanges> listener) {
        listeners.add(listener);
    }

    /**
     * Takes another registry into account: servers that are gone offer nothing, new ones and those that are connected to in
     * another way are asked at once. Until they answer, a known server offers what it did.
     *
     * @param before the registry until now
     */
    public void registryChanged(Registry before) {
        tell(follow(before));
    }

    /** Takes into account what has been decided about a server's tools meanwhile. */
    void reconsider(String server) {
        tell(again(server));
    }

    private void tell(ListChanges changes) {
        if (!changes.lists().isEmpty()) {
            listeners.forEach(listener -> listener.accept(changes));
        }
    }

    private synchronized ListChanges follow(Registry before) {
        Snapshot old = current == null ? Snapshot.of(before, Map.copyOf(offers)) : current;
        Registry now = registry.get();
        Set<String> enabled = now.enabled().stream().map(McpServer::name).collect(Collectors.toSet());
        told.keySet().retainAll(enabled);
        offers.keySet().retainAll(enabled);
        for (McpServer server : before.enabled()) {
            if (!enabled.contains(server.name())) {
                timetable.forget(server.name());
            }
        }
        for (McpServer server : now.enabled()) {
            McpServer earlier =
                    before.server(server.name()).filter(McpServer::enabled).orElse(null);
            if (earlier == null || !earlier.connection().equals(server.connection())) {
                timetable.renew(server.name());
            } else if (!earlier.equals(server)) {
                Offer said = told.get(server.name());
                if (said != null) {
                    offers.put(server.name(), quarantine.sift(server, said).shaped());
                }
            }
        }
        current = null;
        return new ListChanges(peek().changes(old));
    }

    private synchronized ListChanges again(String server) {
        Offer said = told.get(server);
        return new ListChanges(said == null ? Map.of() : put(server, said));
    }

    private synchronized Learned take(Inquiry inquiry) {
        String server = inquiry.server();
        if (!timetable.isAwaited(inquiry)) {
            return new Learned(new ListChanges(Map.of()), Set.of());
        }
        Offer before = told.get(server);
        Offer now = inquiry.conclude(before == null ? Offer.UNKNOWN : before);
        boolean troubled = now.problem() != null || !now.failing().isEmpty();
        timetable.answered(inquiry, troubled ? properties.retry() : properties.refresh(), troubled);
        Map<Action, Set<Place>> changes = new EnumMap<>(Action.class);
        inquiry.said().forEach(list -> changes.put(list, new HashSet<>(Set.of(new Place(server, null)))));
        Map<Action, Set<Place>> found = put(server, now);
        found.forEach((list, places) ->
                changes.computeIfAbsent(list, l -> new HashSet<>()).addAll(places));
        if (registry.get().enabled().stream().allMatch(known -> offers.containsKey(known.name()))) {
            firstRound.countDown();
        }
        // What another node had this one ask for it knows already; what a server offers first, others ask for
        // themselves.
        boolean news = inquiry.isWhole() && before != null && before.problem() == null;
        return new Learned(new ListChanges(changes), news ? Set.copyOf(found.keySet()) : Set.of());
    }

    /** Puts what a server offers, as far as callers may have it, in place of what it offered before. */
    private Map<Action, Set<Place>> put(String server, Offer said) {
        told.put(server, said);
        Offer before = offers.get(server);
        Offer now = registry.get()
                .server(server)
                .map(known -> quarantine.sift(known, said))
                .orElse(said)
                .shaped();
        if (now.equals(before)) {
            return Map.of();
        }
        Snapshot old = peek();
        offers.put(server, now);
        current = null;
        Changes.report(server, before, now);
        return peek().changes(old);
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
