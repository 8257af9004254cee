package com.datacline.gateway.tools;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tools that are routes work with.
 *
 * @param databaseUrl the database that {@code sql:} asks in their routes; empty for none
 * @param databaseConnections the most connections to it
 */
@ConfigurationProperties("gateway.tools")
public record ToolsProperties(
        @DefaultValue("") String databaseUrl,
        @DefaultValue("4") int databaseConnections) {

    /** Leaves the address out: it may hold a password. */
    @Override
    public String toString() {
        return "ToolsProperties[databaseConnections=" + databaseConnections + "]";
    }
}
