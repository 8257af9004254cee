package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The MCP clients whose configuration is known: where it is, and what stands in it. */
enum ClientKind {
    /** Claude Code: {@code .mcp.json} in the folder of a project. */
    CLAUDE("claude", "mcpServers"),
    /** Claude Desktop, which starts programs. */
    CLAUDE_DESKTOP("claude-desktop", "mcpServers"),
    /** Cursor, for all projects. */
    CURSOR("cursor", "mcpServers"),
    /** VS Code: {@code .vscode/mcp.json} in the folder of a project. */
    VSCODE("vscode", "servers");

    private final String word;
    private final String section;

    ClientKind(String word, String section) {
        this.word = word;
        this.section = section;
    }

    /** Returns the member that holds the servers. */
    String section() {
        return section;
    }

    /** Returns the file that the client reads. */
    Path file() {
        return file(System.getProperty("os.name", ""), System.getProperty("user.home", "."), System.getenv());
    }

    Path file(String system, String home, Map<String, String> environment) {
        return switch (this) {
            case CLAUDE -> Path.of(".mcp.json");
            case VSCODE -> Path.of(".vscode", "mcp.json");
            case CURSOR -> Path.of(home, ".cursor", "mcp.json");
            case CLAUDE_DESKTOP -> desktop(system.toLowerCase(Locale.ROOT), home, environment);
        };
    }

    private static Path desktop(String system, String home, Map<String, String> environment) {
        String file = "claude_desktop_config.json";
        if (system.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "Claude", file);
        }
        if (system.startsWith("windows")) {
            String roaming = environment.getOrDefault("APPDATA", home + "\\AppData\\Roaming");
            return Path.of(roaming, "Claude", file);
        }
        return Path.of(home, ".config", "Claude", file);
    }

    /**
     * Returns what stands there for a gateway.
     *
     * @param command how a client starts {@code datacline}
     */
    ObjectNode entry(URI gateway, List<String> command) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        String endpoint = gateway + "/mcp";
        switch (this) {
            case CLAUDE, VSCODE -> entry.put("type", "http").put("url", endpoint);
            case CURSOR -> entry.put("url", endpoint);
            case CLAUDE_DESKTOP -> {
                entry.put("command", command.getFirst());
                var arguments = entry.putArray("args");
                command.stream().skip(1).forEach(arguments::add);
                arguments.add("stdio").add("--url").add(gateway.toString());
            }
        }
        return entry;
    }

    @Override
    public String toString() {
        return word;
    }
}
