package com.datacline.gateway.cli;

import picocli.CommandLine.Command;

/** {@code datacline keycloak}: the issuer of the project's own realm. */
@Command(
        name = "keycloak",
        description = "Sets up a Keycloak for the gateway.",
        mixinStandardHelpOptions = true,
        subcommands = KeycloakSetup.class,
        footer = {"", "Example:", "  datacline keycloak setup --url http://localhost:8080"})
final class KeycloakCommand {}
