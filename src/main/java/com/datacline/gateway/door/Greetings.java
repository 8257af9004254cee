package com.datacline.gateway.door;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Body;

/** Route step {@code greet}: answers what clients ask of the gateway itself. */
public final class Greetings {
    private static final String INSTRUCTIONS =
            "This gateway stands in front of several MCP servers. A tool named server__tool runs on that server;"
                    + " broadcast__tool runs it on all servers that have it, and broadcast__by_tag__tag runs any tool"
                    + " on all servers with the tag.";

    private final String version;

    /** @param version the gateway's own version */
    public Greetings(String version) {
        this.version = version;
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
        result.putObject("capabilities").putObject("tools");
        result.set("serverInfo", serverInfo());
        return result.put("instructions", INSTRUCTIONS);
    }

    private static ObjectNode discovery() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("supportedVersions").add(Protocol.MODERN);
        result.putObject("capabilities").putObject("tools");
        return result.put("instructions", INSTRUCTIONS);
    }
}
