package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Place;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The tool that the gateway has itself, so that an agent need not read the descriptions of all the others. */
final class OwnTools {
    private static final String GATEWAY = "gateway";

    /** Where the policy finds it: the tool {@code find_tools} of a server {@code gateway}. */
    static final Place PLACE = new Place(GATEWAY, "find_tools");

    static final String NAME = GATEWAY + "__" + PLACE.subject();
    static final int LONGEST_QUERY = 400;
    static final int USUAL_LIMIT = 10;
    static final int HIGHEST_LIMIT = 50;

    private static final ExposedTool.OfGateway FIND = new ExposedTool.OfGateway(definition());

    private OwnTools() {}

    /** Returns the tool if there are as many other tools as that; a negative number means never. */
    static Optional<ExposedTool.OfGateway> among(int tools, int from) {
        return from >= 0 && tools >= from ? Optional.of(FIND) : Optional.empty();
    }

    /** Tells whether a server of the registry has the name under which the policy knows the gateway's own tool. */
    static boolean isTaken(Registry registry) {
        return registry.servers().values().stream().anyMatch(OwnTools::isNamedLikeIt);
    }

    private static boolean isNamedLikeIt(McpServer server) {
        return server.name().equals(GATEWAY) || server.prefix().equals(GATEWAY);
    }

    /** Returns the annotations of the tool at a place, if it is the gateway's own. */
    static JsonNode annotations(Place place) {
        return place.equals(PLACE) ? FIND.definition().path("annotations") : MissingNode.getInstance();
    }

    private static ObjectNode definition() {
        ObjectNode tool = JsonNodeFactory.instance
                .objectNode()
                .put("name", NAME)
                .put("title", "Find tools")
                .put(
                        "description",
                        "Finds tools of this gateway by what they are for, the best first, with the schema of their"
                                + " arguments. Any tool that it names can be called by that name, whether or not it was"
                                + " listed.");
        ObjectNode input = tool.putObject("inputSchema").put("type", "object").put("additionalProperties", false);
        ObjectNode properties = input.putObject("properties");
        properties
                .putObject("query")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", LONGEST_QUERY)
                .put("description", "What the tool is for, in a few words");
        properties.putObject("server").put("type", "string").put("description", "Only tools of this server");
        properties.putObject("tag").put("type", "string").put("description", "Only tools with this tag");
        properties
                .putObject("limit")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", HIGHEST_LIMIT)
                .put("default", USUAL_LIMIT);
        properties
                .putObject("read_only")
                .put("type", "boolean")
                .put("default", false)
                .put("description", "Only tools that say that they change nothing");
        input.putArray("required").add("query");
        ObjectNode output = tool.putObject("outputSchema").put("type", "object");
        output.putObject("properties")
                .putObject("tools")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        output.putArray("required").add("tools");
        tool.putObject("annotations")
                .put("readOnlyHint", true)
                .put("idempotentHint", true)
                .put("openWorldHint", false);
        return tool;
    }
}
