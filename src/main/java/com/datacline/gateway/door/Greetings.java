package com.datacline.gateway.door;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.TasksExtension;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.apache.camel.Body;

/** Route step {@code greet}: answers what clients ask of the gateway itself. */
public final class Greetings {
    private static final String INSTRUCTIONS =
            "This gateway stands in front of several MCP servers. A tool or prompt named server__name is that server's;"
                    + " broadcast__tool runs it on all servers that have it, and broadcast__by_tag__tag runs any tool"
                    + " on all servers with the tag. Where several servers have a resource, its URI begins with"
                    + " mcp-server://server/.";

    private final String version;
    private final Supplier<ObjectNode> extensions;

    /**
     * @param version the gateway's own version
     * @param extensions the extensions of MCP that servers behind the gateway offer now, with their settings
     */
    public Greetings(String version, Supplier<ObjectNode> extensions) {
        this.version = version;
        this.extensions = extensions;
    }

    /** Returns the result of the greeting. */
    public Answer greet(@Body Greeting greeting) {
        return switch (greeting) {
            case Greeting.Initialize initialize -> new Answer(introduction(Protocol.negotiate(initialize.version())));
            case Greeting.Discover() -> new Answer(discovery());
            case Greeting.Ping() -> new Answer(JsonNodeFactory.instance.objectNode());
        };
    }

    /** Returns what the gateway is, for whoever looks with a browser or curl. */
    HttpAnswer look() {
        return HttpAnswer.json(200, WireJson.bytes(introduction(Protocol.LEGACY.getFirst())));
    }

    ObjectNode serverInfo() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "secure-mcp-gateway")
                .put("title", "Secure MCP Gateway")
                .put("version", version);
    }

    private ObjectNode introduction(String protocolVersion) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("protocolVersion", protocolVersion);
        ObjectNode capabilities = TasksExtension.without(capabilities());
        capabilities.putObject("logging");
        result.set("capabilities", capabilities);
        result.set("serverInfo", serverInfo());
        return result.put("instructions", INSTRUCTIONS);
    }

    private ObjectNode discovery() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("supportedVersions").add(Protocol.MODERN);
        result.set("capabilities", capabilities());
        return result.put("instructions", INSTRUCTIONS);
    }

    private ObjectNode capabilities() {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("resources").put("subscribe", true).put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        capabilities.putObject("completions");
        ObjectNode offered = extensions.get();
        if (!offered.isEmpty()) {
            capabilities.set("extensions", offered);
        }
        return capabilities;
    }
}
