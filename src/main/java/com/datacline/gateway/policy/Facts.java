package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a policy may ask about servers and their tools. */
public interface Facts {

    /** Returns a tool's annotations (server, tools, tool annotations), or a missing node if nothing is known of it. */
    JsonNode annotations(String server, String tool);

    /** Returns a server's tags. */
    List<String> tags(String server);
}
