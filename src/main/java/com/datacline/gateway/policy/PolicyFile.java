package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Fingerprint;
import com.datacline.gateway.yaml.InvalidFile;
import com.datacline.gateway.yaml.Settling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force. Route step {@code refresh} looks whether its file has changed: a new policy takes effect at once and
 * as a whole, and a file that cannot be used changes nothing.
 */
public final class PolicyFile implements Supplier<Optional<PolicyRules>> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

    private final Path file;
    private final PolicyReader reader = new PolicyReader();
    private final List<Consumer<PolicyNews>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<PolicyRules> current = Optional.empty();
    private volatile @Nullable String problem;
    private final Settling<String> settling;

    /** @throws InvalidPolicy if there is a file that cannot be used, or one that was asked for is missing */
    public PolicyFile(PolicyProperties properties) {
        this.file = properties.place();
        if (properties.required() || Files.exists(file)) {
            String text = reader.text(file);
            current = Optional.of(reader.read(name(), text));
            settling = new Settling<>(text);
        } else {
            settling = new Settling<>(null);
            LOG.warn("there is no {}: whoever may connect may call everything", file);
        }
    }

    /** Returns the policy, or empty as long as there has been none. */
    @Override
    public Optional<PolicyRules> get() {
        return current;
    }

    /** Returns how the policy is. */
    public PolicyStatus status() {
        return current.map(policy ->
                        new PolicyStatus(file.toString(), true, policy.rules().size(), problem))
                .orElseGet(() -> new PolicyStatus(file.toString(), false, 0, problem));
    }

    /** Has a listener hear what becomes of every change of the file. It must not block. */
    public void onChange(Consumer<PolicyNews> listener) {
        listeners.add(listener);
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
            unreadable(file + ": cannot be read: " + e);
            return;
        }
        if (settling.settles(now)) {
            take(now);
        }
    }

    private void take(@Nullable String text) {
        if (text == null) {
            if (current.isPresent()) {
                reject(file + ": the file is gone");
            }
            return;
        }
        try {
            PolicyRules policy = reader.read(name(), text);
            current = Optional.of(policy);
            problem = null;
            LOG.info(
                    "policy {} is in force, with {} rules", file, policy.rules().size());
            tell(new PolicyNews.Changed(
                    file.toString(), Fingerprint.of(text), policy.rules().size()));
        } catch (InvalidFile e) {
            reject(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("the policy {} could not be read", file, e);
            reject(file + ": could not be read");
        }
    }

    /** Told once, until it is another one. */
    private void unreadable(String why) {
        if (!why.equals(problem)) {
            reject(why);
        }
    }

    private void reject(String why) {
        problem = why;
        LOG.error("{}\nKeeping the previous policy.", why);
        tell(new PolicyNews.Rejected(file.toString(), why));
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }

    private void tell(PolicyNews news) {
        listeners.forEach(listener -> listener.accept(news));
    }
}
