package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code mcp_servers.yaml}, or refuses it with every fault at once. */
public final class RegistryReader {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryReader.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final JsonSchema schema = loadSchema();
    private final SchemaFaults faults = new SchemaFaults(schema.getSchemaNode());
    private final Duration defaultTimeout;

    /** @param defaultTimeout how long a call may take at a server that does not say */
    public RegistryReader(Duration defaultTimeout) {
        this.defaultTimeout = defaultTimeout;
    }

    /**
     * Reads a registry file.
     *
     * @throws InvalidRegistry if the file is missing, not YAML, or breaks the schema or a rule across servers
     */
    public Registry read(Path file) {
        String name = file.getFileName().toString();
        try {
            return read(name, Files.readString(file), file.toAbsolutePath().resolveSibling(""));
        } catch (NoSuchFileException e) {
            throw new InvalidRegistry(
                    file.toString(),
                    List.of(new Fault(
                            1, "", "no such file. Create it, or set MCP_SERVERS_CONFIG to the registry's path")));
        } catch (IOException e) {
            throw new InvalidRegistry(file.toString(), List.of(new Fault(1, "", "cannot be read: " + e)));
        }
    }

    /** Reads a registry from text; {@code name} is the file's name in messages. */
    public Registry read(String name, String text) {
        return read(name, text, Path.of("").toAbsolutePath());
    }

    private Registry read(String name, String text, Path folder) {
        YamlDocument document;
        try {
            document = YamlDocument.read(text);
        } catch (YamlDocument.Unreadable e) {
            throw new InvalidRegistry(name, List.of(new Fault(e.line(), "", "not valid YAML: " + e.getMessage())));
        }
        JsonNode tree = JSON.valueToTree(document.value());
        List<RegistryRules.Found> found = new ArrayList<>();
        schema.validate(tree).forEach(message -> found.add(faults.describe(message)));
        Registry registry = sound(tree, found, folder);
        found.addAll(RegistryRules.check(registry));
        if (found.isEmpty() && document.repeated().isEmpty()) {
            warn(name, registry, document);
            return registry;
        }
        throw new InvalidRegistry(
                name,
                Stream.concat(document.repeated().stream(), found.stream().map(broken -> broken.at(document)))
                        .distinct()
                        .sorted(Comparator.comparingInt(Fault::line).thenComparing(Fault::key))
                        .toList());
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
    private Registry sound(JsonNode tree, List<RegistryRules.Found> found, Path folder) {
        Map<String, McpServer> servers = new LinkedHashMap<>();
        tree.path("servers").properties().forEach(entry -> {
            String name = entry.getKey();
            boolean broken = found.stream().anyMatch(fault -> (fault.pointer() + "/")
                    .startsWith("/servers/" + YamlDocument.escape(name) + "/"));
            if (!broken) {
                List<RegistryRules.Found> wrong = RegistryRules.checkAddress(name, entry.getValue());
                found.addAll(wrong);
                if (wrong.isEmpty()) {
                    servers.put(name, ServerEntry.read(name, entry.getValue(), defaultTimeout, folder));
                }
            }
        });
        return new Registry(servers);
    }

    private static JsonSchema loadSchema() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        try (InputStream in = RegistryReader.class.getResourceAsStream("/mcp_servers.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
