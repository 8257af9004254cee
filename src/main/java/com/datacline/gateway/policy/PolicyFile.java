package com.datacline.gateway.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy in force. */
final class PolicyFile implements Supplier<Optional<PolicyRules>> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);

    private final Path file;
    private final PolicyReader reader = new PolicyReader();
    private volatile Optional<PolicyRules> current = Optional.empty();

    /** @throws InvalidPolicy if there is a file that cannot be used, or one that was asked for is missing */
    PolicyFile(PolicyProperties properties) {
        this.file = properties.place();
        if (properties.required() || Files.exists(file)) {
            current = Optional.of(reader.read(file));
        } else {
            LOG.warn("there is no {}: whoever may connect may call everything", file);
        }
    }

    @Override
    public Optional<PolicyRules> get() {
        return current;
    }
}
