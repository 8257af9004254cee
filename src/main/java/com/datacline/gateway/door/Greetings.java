package com.datacline.gateway.door;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.TasksExtension;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code greet}: answers what clients ask of the gateway itself. */
public final class Greetings {
    private static final String INSTRUCTIONS =
            "This gateway stands in front of several MCP servers. A tool or prompt named server__name is that server's;"
                    + " broadcast__tool runs it on all servers that have it, and broadcast__by_tag__tag runs any tool"
                    + " on all servers with the tag. Where several servers have a resource, its URI begins with"
                    + " mcp-server://server/.";

    private final String version;
    private final Function<Sight, ObjectNode> extensions;

    /**
     * @param version the gateway's own version
     * @param extensions the extensions of MCP that servers offer of which a caller may know, with their settings
     */
    public Greetings(String version, Function<Sight, ObjectNode> extensions) {
        this.version = version;
        this.extensions = extensions;
    }

    /**
     * Returns the result of the greeting.
     *
     * @param given what the caller may know of
     */
    public Answer greet(@Body Greeting greeting, @Variable("sight") @Nullable Sight given) {
        Sight sight = given == null ? Sight.NOTHING : given;
        return switch (greeting) {
            case Greeting.Initialize initialize ->
                new Answer(introduction(Protocol.negotiate(initialize.version()), sight));
            case Greeting.Discover() -> new Answer(discovery(sight));
            case Greeting.Ping() -> new Answer(JsonNodeFactory.instance.objectNode());
        };
    }

    /** Returns what the gateway is, for whoever looks with a browser or curl. */
    HttpAnswer look(Sight sight) {
        return HttpAnswer.json(200, WireJson.bytes(introduction(Protocol.LEGACY.getFirst(), sight)));
    }

    ObjectNode serverInfo() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "secure-mcp-gateway")
                .put("title", "Secure MCP Gateway")
                .put("version", version);
    }

    private ObjectNode introduction(String protocolVersion, Sight sight) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("protocolVersion", protocolVersion);
        ObjectNode capabilities = TasksExtension.without(capabilities(sight));
        capabilities.putObject("logging");
        result.set("capabilities", capabilities);
        result.set("serverInfo", serverInfo());
        return result.put("instructions", INSTRUCTIONS);
    }

    private ObjectNode discovery(Sight sight) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("supportedVersions").add(Protocol.MODERN);
        result.set("capabilities", capabilities(sight));
        return result.put("instructions", INSTRUCTIONS);
    }

    private ObjectNode capabilities(Sight sight) {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("resources").put("subscribe", true).put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        capabilities.putObject("completions");
        ObjectNode offered = extensions.apply(sight);
        if (!offered.isEmpty()) {
            capabilities.set("extensions", offered);
        }
        return capabilities;
    }
}
