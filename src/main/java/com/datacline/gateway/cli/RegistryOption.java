package com.datacline.gateway.cli;

import com.datacline.gateway.registry.InvalidRegistry;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryEdit;
import com.datacline.gateway.registry.RegistryEditor;
import com.datacline.gateway.yaml.Unchangeable;
import com.datacline.gateway.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The registry file that a command changes. No gateway is needed; a running one takes the change over by itself. */
final class RegistryOption {
    static final String FOLLOWS = "A running gateway that reads this file takes it over within seconds.";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The registry (default: the variable MCP_SERVERS_CONFIG, or mcp_servers.yaml).")
    @Nullable
    Path file;

    Path place() {
        return file == null ? Path.of(Settings.of("MCP_SERVERS_CONFIG", "mcp_servers.yaml")) : file;
    }

    /** Returns the registry, to be changed; it need not exist. */
    RegistryEditor open() {
        try {
            return RegistryEditor.of(place());
        } catch (IOException e) {
            throw Complaint.failure(place() + " cannot be read: " + reason(e), "ls -l " + place());
        }
    }

    /** Returns the keys that a server has in the registry, or null if there is no such server. */
    @Nullable
    Set<String> keys(RegistryEditor editor, String server) {
        try {
            return editor.keys(server);
        } catch (YamlDocument.Unreadable e) {
            throw Complaint.failure(place() + ":" + e.line() + " not valid YAML: " + e.getMessage(), byHand());
        }
    }

    /** Returns a server that the registry has. */
    McpServer server(RegistryEditor editor, String server) {
        if (keys(editor, server) == null) {
            throw Complaint.failure(place() + " has no server " + server, "datacline servers list");
        }
        try {
            return editor.server(server);
        } catch (InvalidRegistry e) {
            throw Complaint.failure("the registry cannot be used:\n" + e.getMessage(), byHand());
        }
    }

    /** Makes a change, and returns the servers as they are then. */
    Registry make(RegistryEditor editor, RegistryEdit edit) {
        try {
            return editor.make(edit);
        } catch (InvalidRegistry e) {
            throw Complaint.failure(
                    "no gateway would take the registry then, so nothing was written:\n" + e.getMessage(), byHand());
        } catch (Unchangeable e) {
            throw Complaint.failure(place() + " cannot be changed by this command: " + e.getMessage(), byHand());
        } catch (IOException e) {
            throw Complaint.failure(place() + " was not written: " + reason(e), "ls -ld " + place());
        }
    }

    /** Lets a server be called or not, unless it is so already. */
    int enable(String name, boolean enabled) {
        RegistryEditor editor = open();
        String state = enabled ? "enabled" : "disabled";
        if (server(editor, name).enabled() == enabled) {
            Output.line("server %s is %s already", name, state);
            return 0;
        }
        make(editor, new RegistryEdit.Enable(name, enabled));
        Output.marked(true, "server %s is %s in %s", name, state, place());
        Output.line("%s", FOLLOWS);
        return 0;
    }

    private String byHand() {
        return "${EDITOR:-vi} " + place();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
