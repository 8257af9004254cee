package com.datacline.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline servers enable}: sets {@code enabled: true} in the registry. */
@Command(
        name = "enable",
        description = {"Lets a server be called again.", "Only that key of the registry changes. No gateway is needed."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline servers enable notion"})
final class ServersEnable implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "A server of the registry.")
    String name = "";

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Override
    public Integer call() {
        return registry.enable(name, true);
    }
}
