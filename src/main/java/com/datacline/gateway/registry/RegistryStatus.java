package com.datacline.gateway.registry;

import org.jspecify.annotations.Nullable;

/**
 * How the registry's file is.
 *
 * @param file where it is
 * @param servers how many servers are in force
 * @param problem why the file as it is now is not in force, or null
 */
public record RegistryStatus(
        String file, int servers, @Nullable String problem) {}
