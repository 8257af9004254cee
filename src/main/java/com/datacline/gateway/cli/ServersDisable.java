package com.datacline.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline servers disable}: sets {@code enabled: false} in the registry. */
@Command(
        name = "disable",
        description = {
            "Keeps a server in the registry and away from callers.",
            "Only that key of the registry changes. No gateway is needed."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline servers disable notion"})
final class ServersDisable implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "A server of the registry.")
    String name = "";

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Override
    public Integer call() {
        return registry.enable(name, false);
    }
}
