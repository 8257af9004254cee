package com.datacline.gateway.door;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** The JSON bodies of the REST surface, for {@code /openapi.json}; the route file names them as the types of its verbs. */
public final class RestRequests {
    private RestRequests() {}

    /**
     * The body of {@code /mcp/invoke}.
     *
     * @param toolName the tool, by its name at the server
     * @param parameters its arguments
     */
    public record Invoke(
            @JsonProperty(value = "tool_name", required = true)
            String toolName,

            Map<String, Object> parameters) {}

    /**
     * The body of {@code /mcp/invoke-broadcast}.
     *
     * @param toolName the tool, by its name at the servers
     * @param parameters its arguments
     * @param tags servers with any of these tags
     * @param mcpServers servers by name; these win over tags
     * @param timeout seconds to wait for the slowest server
     * @param minResults successes that are enough
     * @param first whether the first success is enough
     */
    public record Broadcast(
            @JsonProperty(value = "tool_name", required = true)
            String toolName,

            Map<String, Object> parameters,
            List<String> tags,
            @JsonProperty("mcp_servers") List<String> mcpServers,
            double timeout,
            @JsonProperty("min_results") int minResults,
            boolean first) {}

    /**
     * The body of {@code /tools/find}.
     *
     * @param query what the tool is for, in a few words
     * @param server only tools of this server
     * @param tag only tools with this tag
     * @param limit how many at most
     * @param readOnly only tools that say that they change nothing
     */
    public record Find(
            @JsonProperty(required = true) String query,
            String server,
            String tag,
            int limit,
            @JsonProperty("read_only") boolean readOnly) {}

    /**
     * The body of {@code /complete}, as in MCP's {@code completion/complete}.
     *
     * @param ref the prompt by name, or the resource template by uri
     * @param argument the name of the argument and its value so far
     * @param context arguments that have a value already
     */
    public record Completion(
            @JsonProperty(required = true) Map<String, Object> ref,
            @JsonProperty(required = true) Map<String, Object> argument,
            Map<String, Object> context) {}

    /**
     * The body of {@code /mcp/server/{server_name}/tools/{tool_name}/approve}.
     *
     * @param sha256 which definition is approved, as {@code found_sha256} of {@code /mcp/quarantine}; the present one
     *     without it
     */
    public record Approval(String sha256) {}

    /** The body of {@code /tools/{tool_name}/invoke}: whatever arguments the tool takes. */
    public record Arguments() {}
}
