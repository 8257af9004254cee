package com.datacline.gateway.cli;

import com.datacline.gateway.registry.RegistryEdit;
import com.datacline.gateway.registry.RegistryEditor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline servers remove}: takes a server out of the registry. */
@Command(
        name = "remove",
        description = {
            "Takes a server out of the registry, with the comment right above it.",
            "All else stays as it is. No gateway is needed."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline servers remove notion"})
final class ServersRemove implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "A server of the registry.")
    String name = "";

    @Mixin
    RegistryOption registry = new RegistryOption();

    @Override
    public Integer call() {
        RegistryEditor editor = registry.open();
        if (registry.keys(editor, name) == null) {
            throw Complaint.failure(registry.place() + " has no server " + name, "datacline servers list");
        }
        registry.make(editor, new RegistryEdit.Remove(name));
        Output.marked(true, "server %s removed from %s", name, registry.place());
        Output.line("%s", RegistryOption.FOLLOWS);
        return 0;
    }
}
