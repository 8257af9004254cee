package com.datacline.gateway.cli;

import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.RegistryEdit;
import com.datacline.gateway.registry.RegistryEditor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a new server into the registry and says what became of it. */
final class Registration {
    private Registration() {}

    /** @param again the command that would take the place of a server of the same name */
    static McpServer write(
            RegistryOption registry, String name, Map<String, Object> entry, boolean force, String again) {
        RegistryEditor editor = registry.open();
        Set<String> keys = registry.keys(editor, name);
        if (keys != null && !force) {
            throw Complaint.failure(registry.place() + " already has a server " + name, again);
        }
        RegistryEdit edit = keys == null ? new RegistryEdit.Add(name, entry) : new RegistryEdit.Replace(name, entry);
        McpServer server = registry.make(editor, edit).servers().get(name);
        if (server == null) {
            throw new IllegalStateException("a server was written and is not there: " + name);
        }
        Set<String> lost = lost(keys, entry);
        if (!lost.isEmpty()) {
            System.err.println("warning: the server had other keys, which are gone: " + String.join(", ", lost));
        }
        return server;
    }

    /** Prints what was written, without secrets. */
    static void show(McpServer server, RegistryOption registry) {
        Output.line("  URL: %s", server.displayUrl());
        Output.line("  Type: %s", server.type());
        Output.line("  Enabled: %s", server.enabled() ? "True" : "False");
        if (!server.tags().isEmpty()) {
            Output.line("  Tags: %s", String.join(", ", server.tags()));
        }
        Auth auth = server.auth();
        if (auth != null) {
            Output.line("  Auth: %s (%s)", word(auth.method()), word(auth.location()));
            Output.line("  Credential: %s", auth.credentialRef() == null ? "***" : auth.credentialRef());
        }
        Output.line("Written to %s. %s", registry.place(), RegistryOption.FOLLOWS);
    }

    private static Set<String> lost(@Nullable Set<String> keys, Map<String, Object> entry) {
        Set<String> lost = new TreeSet<>(keys == null ? Set.of() : keys);
        lost.removeAll(entry.keySet());
        return lost;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
