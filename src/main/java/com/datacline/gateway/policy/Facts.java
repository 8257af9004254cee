package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** What a policy may ask about servers and their tools. */
public interface Facts {

    /** Nothing is known of any server. */
    Facts NONE = new Facts() {
        @Override
        public JsonNode annotations(String server, String tool) {
            return MissingNode.getInstance();
        }

        @Override
        public List<String> tags(String server) {
            return List.of();
        }
    };

    /** Returns a tool's annotations (server, tools, tool annotations), or a missing node if nothing is known of it. */
    JsonNode annotations(String server, String tool);

    /** Returns a server's tags. */
    List<String> tags(String server);
}
