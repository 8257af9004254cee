package com.datacline.gateway.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
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

/** Reads {@code mcp_servers.yaml}, or refuses it with every fault at once. */
public final class RegistryReader {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final JsonSchema schema = loadSchema();
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
            return read(name, Files.readString(file));
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
        YamlDocument document;
        try {
            document = YamlDocument.read(text);
        } catch (YamlDocument.Unreadable e) {
            throw new InvalidRegistry(name, List.of(new Fault(e.line(), "", "not valid YAML: " + e.getMessage())));
        }
        JsonNode tree = JSON.valueToTree(document.value());
        List<Fault> faults = new ArrayList<>();
        for (ValidationMessage message : schema.validate(tree)) {
            faults.add(SchemaFaults.describe(message, document));
        }
        if (faults.isEmpty()) {
            Map<String, McpServer> servers = new LinkedHashMap<>();
            tree.path("servers").properties().forEach(entry -> {
                servers.put(entry.getKey(), ServerEntry.read(entry.getKey(), entry.getValue(), defaultTimeout));
            });
            Registry registry = new Registry(servers);
            RegistryRules.check(registry).forEach(found -> faults.add(found.at(document)));
            if (faults.isEmpty()) {
                return registry;
            }
        }
        faults.sort(Comparator.comparingInt(Fault::line).thenComparing(Fault::key));
        throw new InvalidRegistry(name, faults);
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
