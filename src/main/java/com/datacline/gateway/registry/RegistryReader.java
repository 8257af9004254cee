package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Fault;
import com.datacline.gateway.yaml.Finding;
import com.datacline.gateway.yaml.SchemaFile;
import com.datacline.gateway.yaml.YamlDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code mcp_servers.yaml}, or refuses it with every fault at once. */
public final class RegistryReader {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryReader.class);

    private final SchemaFile files =
            new SchemaFile("/mcp_servers.schema.json", new RegistryWords(), InvalidRegistry::new);
    private final Duration defaultTimeout;

    /** @param defaultTimeout how long a call may take at a server that does not say */
    public RegistryReader(Duration defaultTimeout) {
        this.defaultTimeout = defaultTimeout;
    }

    /** Returns how long a call may take at a server that does not say. */
    Duration defaultTimeout() {
        return defaultTimeout;
    }

    /**
     * Reads a registry file.
     *
     * @throws InvalidRegistry if the file is missing, not YAML, or breaks the schema or a rule across servers
     */
    public Registry read(Path file) {
        return read(file, text(file));
    }

    /** @throws InvalidRegistry if there is no such file */
    String text(Path file) {
        return files.text(file, "Create it, or set MCP_SERVERS_CONFIG to the registry's path");
    }

    /** Reads what the file holds. */
    Registry read(Path file, String text) {
        return read(file.getFileName().toString(), text, file.toAbsolutePath().resolveSibling(""));
    }

    /** Reads a registry from text; {@code name} is the file's name in messages. */
    public Registry read(String name, String text) {
        return read(name, text, Path.of("").toAbsolutePath());
    }

    private Registry read(String name, String text, Path folder) {
        Judged judged = judge(name, text, folder);
        warn(name, judged.registry(), judged.document());
        return judged.registry();
    }

    /** Reads what the file would hold, and warns of nothing. */
    Registry judge(Path file, String text) {
        return judge(file.getFileName().toString(), text, file.toAbsolutePath().resolveSibling(""))
                .registry();
    }

    private record Judged(Registry registry, YamlDocument document) {}

    private Judged judge(String name, String text, Path folder) {
        SchemaFile.Draft draft = files.draft(name, text);
        Registry registry = sound(draft, folder);
        draft.findings().addAll(RegistryRules.check(registry));
        files.accept(draft);
        return new Judged(registry, draft.document());
    }

    private static void warn(String name, Registry registry, YamlDocument document) {
        for (McpServer server : registry.servers().values()) {
            if (server.auth() != null && server.auth().credentialValue() != null) {
                String at = "/servers/" + YamlDocument.escape(server.name()) + "/auth/credential_value";
                Fault fault = new Fault(
                        document.line(at),
                        YamlDocument.key(at),
                        "a secret stands in the registry, where others may read it; keep it elsewhere and name the place"
                                + " in credential_ref");
                LOG.warn("{}", fault.describe(name));
            }
        }
    }

    /** Returns the servers that fit the schema, so that the rules between servers are checked in the same go. */
    private Registry sound(SchemaFile.Draft draft, Path folder) {
        Map<String, McpServer> servers = new LinkedHashMap<>();
        draft.tree().path("servers").properties().forEach(entry -> {
            String name = entry.getKey();
            if (draft.isSound("/servers/" + YamlDocument.escape(name))) {
                List<Finding> wrong = RegistryRules.checkAddress(name, entry.getValue());
                draft.findings().addAll(wrong);
                if (wrong.isEmpty()) {
                    servers.put(name, ServerEntry.read(name, entry.getValue(), defaultTimeout, folder));
                }
            }
        });
        return new Registry(servers);
    }
}
