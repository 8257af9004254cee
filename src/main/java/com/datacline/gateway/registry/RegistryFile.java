package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Fingerprint;
import com.datacline.gateway.yaml.InvalidFile;
import com.datacline.gateway.yaml.Settling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers in force. {@link #refresh()} looks whether the file has changed: a new registry takes effect as a whole, once
 * there is a way to each of its servers, and a file that cannot be used changes nothing.
 */
public final class RegistryFile implements Supplier<Registry> {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryFile.class);

    private final Path file;
    private final RegistryReader reader;
    private final Settling<String> settling;
    private final List<Consumer<Registry>> preparations = new CopyOnWriteArrayList<>();
    private final List<Consumer<Registry>> followers = new CopyOnWriteArrayList<>();
    private final List<Consumer<RegistryNews>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> stopped = new HashSet<>();
    private Registry written;
    private @Nullable List<String> toolRoutes;
    private volatile Registry current;
    private volatile @Nullable String problem;

    /** @throws InvalidRegistry if the file is missing or cannot be used */
    public RegistryFile(Path file, RegistryReader reader) {
        this.file = file;
        this.reader = reader;
        String text = reader.text(file);
        this.written = reader.read(file, text);
        this.current = written;
        this.settling = new Settling<>(text);
    }

    /** Returns the servers in force. */
    @Override
    public Registry get() {
        return current;
    }

    /** Returns how the file is. */
    public RegistryStatus status() {
        return new RegistryStatus(file.toString(), current.servers().size(), problem);
    }

    /** Has someone prepare for a registry before it is in force; what they throw refuses it. */
    public void beforeChange(Consumer<Registry> preparation) {
        preparations.add(preparation);
    }

    /** Has someone hear of the registry before, once another one is in force. */
    public void afterChange(Consumer<Registry> follower) {
        followers.add(follower);
    }

    /** Has a listener hear what becomes of every change of the file. It must not block. */
    public void onNews(Consumer<RegistryNews> listener) {
        listeners.add(listener);
    }

    /**
     * Takes into account which tools are routes of the gateway's own.
     *
     * @param tags the tags of those tools, or null if there are none
     */
    public synchronized void toolRoutes(@Nullable List<String> tags) {
        toolRoutes = tags;
        put(written);
    }

    /**
     * Returns the registry as it would be with other tools that are routes.
     *
     * @param tags as in {@link #toolRoutes}
     */
    public synchronized Registry given(@Nullable List<String> tags) {
        return given(written, tags);
    }

    /** Takes a server out until it is started again, whatever the file says meanwhile. */
    public synchronized void stop(String server) {
        if (stopped.add(server)) {
            try {
                put(written);
            } catch (RuntimeException e) {
                stopped.remove(server);
                throw e;
            }
            LOG.info("server {} is stopped", server);
        }
    }

    /** Takes a server back in that was stopped. */
    public synchronized void start(String server) {
        if (stopped.remove(server)) {
            try {
                put(written);
            } catch (RuntimeException e) {
                stopped.add(server);
                throw e;
            }
            LOG.info("server {} is started", server);
        }
    }

    /** Looks at the file, and makes use of a change that has settled. */
    public synchronized void refresh() {
        String now;
        try {
            now = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            now = null;
        } catch (IOException e) {
            settling.unsettle();
            String why = file + ": cannot be read: " + e;
            if (!why.equals(problem)) {
                reject(why);
            }
            return;
        }
        if (settling.settles(now)) {
            take(now);
        }
    }

    private void take(@Nullable String text) {
        if (text == null) {
            reject(file + ": the file is gone");
            return;
        }
        try {
            put(reader.read(file, text));
            problem = null;
            int servers = written.servers().size();
            LOG.info("registry {} is in force, with {} servers", file, servers);
            tell(new RegistryNews.Changed(file.toString(), Fingerprint.of(text), servers));
        } catch (InvalidFile e) {
            reject(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the registry {} could not be put in force", file, e);
            reject(file + ": could not be put in force: " + e.getMessage());
        }
    }

    private void put(Registry next) {
        Registry whole = given(next, toolRoutes);
        Registry before = current;
        if (!whole.equals(before)) {
            preparations.forEach(preparation -> preparation.accept(whole));
            current = whole;
            followers.forEach(follower -> follower.accept(before));
        }
        written = next;
        stopped.retainAll(whole.servers().keySet());
    }

    private Registry given(Registry servers, @Nullable List<String> tags) {
        Registry whole = tags == null ? servers : servers.withRoutes(tags, reader.defaultTimeout());
        return stopped.isEmpty() ? whole : whole.without(stopped);
    }

    private void reject(String why) {
        problem = why;
        LOG.error("{}\nKeeping the previous servers.", why);
        tell(new RegistryNews.Rejected(file.toString(), why));
    }

    private void tell(RegistryNews news) {
        listeners.forEach(listener -> listener.accept(news));
    }
}
