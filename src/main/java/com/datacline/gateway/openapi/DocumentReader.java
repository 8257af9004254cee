package com.datacline.gateway.openapi;

import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tools of an OpenAPI document. Nothing that it refers to outside of itself is fetched. */
final class DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentReader.class);

    private DocumentReader() {}

    /**
     * Returns what a document offers, as far as the registry wants it.
     *
     * @throws InvalidDocument if there is nothing to be had from it
     */
    static ApiDocument read(McpServer server, Address.OpenApi address, byte[] text) {
        JsonNode tree = DocumentText.read(text);
        String version = tree.path("openapi").asText();
        if (!version.startsWith("3.0") && !version.startsWith("3.1")) {
            throw new InvalidDocument(
                    tree.has("swagger")
                            ? "is Swagger " + tree.path("swagger").asText() + "; OpenAPI 3.0 and 3.1 are read"
                            : "is no OpenAPI document of 3.0 or 3.1: its key openapi says \"" + version + "\"");
        }
        OpenAPI model = parse(tree);
        Bases bases = new Bases(server, address, model);
        ToolMaker maker = new ToolMaker(
                new References(model.getComponents()), schemas(tree), version.startsWith("3.1"), server.auth());
        ToolNames names = new ToolNames(server.prefix());
        Selection selection = new Selection(address);
        Map<String, ApiOperation> operations = new LinkedHashMap<>();
        List<String> left = new ArrayList<>();
        if (model.getPaths() != null) {
            model.getPaths().forEach((path, item) -> {
                PathItem meant = maker.references().pathItem(item);
                meant.readOperationsMap().forEach((method, operation) -> {
                    // each name is given once, whatever the registry selects, so that it stays the same
                    String name = names.next(operation.getOperationId(), method.name(), path);
                    List<String> tags = Objects.requireNonNullElse(operation.getTags(), List.of());
                    if (selection.takes(method.name(), path, operation.getOperationId(), tags)) {
                        try {
                            operations.put(name, tool(maker, bases, name, method, path, meant, operation));
                        } catch (UnusableOperation e) {
                            left.add(method + " " + path + " " + e.getMessage());
                        }
                    }
                });
            });
        }
        report(server, selection.unused(), left);
        return new ApiDocument(
                title(model),
                model.getInfo() == null ? "" : text(model.getInfo().getVersion()),
                bases.base(),
                operations);
    }

    private static ApiOperation tool(
            ToolMaker maker,
            Bases bases,
            String name,
            PathItem.HttpMethod method,
            String path,
            PathItem item,
            Operation operation) {
        if (method == PathItem.HttpMethod.TRACE) {
            throw new UnusableOperation("is a TRACE, which is no call (RFC 9110, section 9.3.8)");
        }
        List<Parameter> shared = Objects.requireNonNullElse(item.getParameters(), List.of());
        return maker.make(name, method.name(), bases.of(item, operation), path, shared, operation);
    }

    /** Remote references would lead the gateway to wherever a document wants it; they stay what they are. */
    private static OpenAPI parse(JsonNode tree) {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        options.setResolveFully(false);
        SwaggerParseResult result;
        try {
            result = new OpenAPIV3Parser().parseJsonNode(null, tree, options);
        } catch (RuntimeException e) {
            throw new InvalidDocument("cannot be understood: " + e.getMessage());
        }
        if (result.getOpenAPI() == null) {
            throw new InvalidDocument("cannot be understood: "
                    + String.join("; ", Objects.requireNonNullElse(result.getMessages(), List.of())));
        }
        return result.getOpenAPI();
    }

    private static JsonSchemas schemas(JsonNode tree) {
        Map<String, JsonNode> components = new LinkedHashMap<>();
        tree.path("components")
                .path("schemas")
                .properties()
                .forEach(one -> components.put(one.getKey(), one.getValue()));
        return new JsonSchemas(components);
    }

    private static void report(McpServer server, List<String> unused, List<String> left) {
        if (!unused.isEmpty()) {
            LOG.warn(
                    "server {}: no operation of its OpenAPI document has what select or exclude names: {}",
                    server.name(),
                    unused);
        }
        left.forEach(operation -> LOG.warn("server {}: an operation is not offered: {}", server.name(), operation));
    }

    private static String title(OpenAPI model) {
        return model.getInfo() == null ? "" : text(model.getInfo().getTitle());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
