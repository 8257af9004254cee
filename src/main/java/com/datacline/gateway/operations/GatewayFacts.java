package com.datacline.gateway.operations;

/**
 * Settings that may be told to anybody who may ask.
 *
 * @param version the gateway's version
 * @param authEnabled whether callers need a token
 * @param realm the Keycloak realm
 * @param registryFile the registry
 * @param routesFolder the folder of routes
 * @param auditFile the journal
 * @param auditToStdout whether records are printed
 * @param database {@code embedded} or {@code postgresql}
 */
public record GatewayFacts(
        String version,
        boolean authEnabled,
        String realm,
        String registryFile,
        String routesFolder,
        String auditFile,
        boolean auditToStdout,
        String database) {}
