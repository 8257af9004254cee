package com.datacline.gateway.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the policy is.
 *
 * @param file the policy; without it {@code policy.yaml}, if there is one
 */
@ConfigurationProperties("gateway.policy")
public record PolicyProperties(@Nullable Path file) {
    private static final Path USUAL = Path.of("policy.yaml");

    /** Returns where it is, if it is there. */
    Path place() {
        return required() && file != null ? file : USUAL;
    }

    /** Tells whether it was asked for, so that it must be there. */
    boolean required() {
        return file != null && !file.toString().isBlank();
    }
}
