package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.ListChanges;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.time.Duration;
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
    /** Answers of many servers that come at once are put together at once. */
    private static final Duration GATHERING = Duration.ofMillis(200);
    /** A thousand servers that are asked at once keep each other from answering in time; so many begin every 200 ms. */
    private static final int AT_A_TIME = 50;

    private final Supplier<Registry> registry;
    private final CatalogueProperties properties;
    private final Timetable timetable;
    private final Quarantine quarantine;
    private final Map<String, Offer> told = new HashMap<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final List<Consumer<ListChanges>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<String, Action>> others = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstRound = new CountDownLatch(1);
    private final Map<Action, Set<Place>> untold = new EnumMap<>(Action.class);
    private volatile @Nullable Snapshot current;
    private boolean behind;
    private long assembledAt;
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

    /** Returns the present state, be it complete or not. It never waits for a server, nor for the next state. */
    public Snapshot peek() {
        Snapshot known = current;
        return known == null ? first() : known;
    }

    private synchronized Snapshot first() {
        Snapshot known = current;
        return known == null ? assemble() : known;
    }

    /**
     * Returns a round of questions for each enabled server whose lists are old enough, or said to have changed. A server
     * that is being asked is not asked again, whoever wants to know.
     */
    public List<Inquiry> due() {
        tell(gathered());
        return questions();
    }

    private synchronized List<Inquiry> questions() {
        List<McpServer> enabled = registry.get().enabled();
        if (enabled.isEmpty()) {
            firstRound.countDown();
        }
        return enabled.stream()
                .map(server -> timetable.due(server.name()))
                .filter(Objects::nonNull)
                .limit(AT_A_TIME)
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

    /** What a round has brought; {@code found} are the lists that were found changed without the server's word. */
    private record Learned(ListChanges changes, Set<Action> found) {}

    /**
     * Takes a server's word that one of its lists has changed: it is asked for that list within about a second.
     *
     * @param list {@code LIST_TOOLS}, {@code LIST_RESOURCES} (templates are asked for too) or {@code LIST_PROMPTS}
     */
    public synchronized void listChanged(String server, Action list) {
        timetable.changed(server, list);
    }

    /** Has every server asked soon: others may have told of changes while they could not be heard. */
    public synchronized void askAnew() {
        registry.get().enabled().forEach(server -> timetable.overdue(server.name()));
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
        Snapshot known = current;
        Snapshot old = known == null ? Snapshot.of(before, Map.copyOf(offers)) : known;
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
        return new ListChanges(assemble().changes(old));
    }

    private synchronized ListChanges again(String server) {
        Offer said = told.get(server);
        if (said != null && put(server, said)) {
            renew();
        }
        return told();
    }

    private synchronized Learned take(Inquiry inquiry) {
        String server = inquiry.server();
        if (!timetable.isAwaited(inquiry)) {
            return new Learned(new ListChanges(Map.of()), Set.of());
        }
        Offer before = told.get(server);
        Offer now = inquiry.conclude(before == null ? Offer.UNKNOWN : before);
        boolean troubled = now.problem() != null || !now.failing().isEmpty();
        timetable.answered(inquiry, Timetable.spread(troubled ? properties.retry() : properties.refresh()), troubled);
        inquiry.said().forEach(list -> note(list, Set.of(new Place(server, null))));
        Offer shownBefore = offers.getOrDefault(server, Offer.UNKNOWN);
        behind |= put(server, now);
        boolean complete = firstRound.getCount() > 0
                && registry.get().enabled().stream().allMatch(known -> offers.containsKey(known.name()));
        if (behind && (complete || System.nanoTime() - assembledAt > GATHERING.toNanos())) {
            renew();
        }
        if (complete) {
            firstRound.countDown();
        }
        // Others are told even of what they had this node ask for: it may have found something newer. Where they
        // find no difference they tell nobody. What a server offers first, they ask for themselves.
        boolean news = before != null && before.problem() == null;
        Set<Action> found = news ? offers.getOrDefault(server, now).differences(shownBefore) : Set.of();
        return new Learned(behind ? new ListChanges(Map.of()) : told(), found);
    }

    /** Puts what a server offers, as far as callers may have it, in place of what it offered before; tells whether that differs. */
    private boolean put(String server, Offer said) {
        told.put(server, said);
        Offer before = offers.get(server);
        Offer now = registry.get()
                .server(server)
                .map(known -> quarantine.sift(known, said))
                .orElse(said)
                .shaped();
        if (now.equals(before)) {
            return false;
        }
        offers.put(server, now);
        Changes.report(server, before, now);
        return true;
    }

    /** What came since the last state, and too soon after it. */
    private synchronized ListChanges gathered() {
        if (behind) {
            renew();
        }
        return told();
    }

    private void renew() {
        Snapshot known = current;
        Snapshot before = known == null ? Snapshot.of(registry.get(), Map.of()) : known;
        assemble().changes(before).forEach(this::note);
    }

    private Snapshot assemble() {
        Snapshot next = Snapshot.of(registry.get(), Map.copyOf(offers), properties.findToolsFrom(), current);
        next.clashes().stream()
                .filter(clash -> !reported.contains(clash))
                .forEach(clash -> LOG.error("{}; it cannot be called until one of them is renamed", clash));
        reported = Set.copyOf(next.clashes());
        current = next;
        behind = false;
        assembledAt = System.nanoTime();
        return next;
    }

    private void note(Action list, Set<Place> places) {
        untold.computeIfAbsent(list, l -> new HashSet<>()).addAll(places);
    }

    /** Returns what nobody has been told yet. */
    private ListChanges told() {
        ListChanges changes = new ListChanges(untold);
        untold.clear();
        return changes;
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
