package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code datacline resources list}: the resources that this caller may read. */
@Command(
        name = "list",
        description = "Lists the resources of one server, or of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline resources list notion"})
final class ResourcesList extends ItemsList {
    ResourcesList() {
        super("/resources", "/mcp/list-resources", "resources");
    }

    @Override
    Table table() {
        return new Table("URI", "NAME", "TYPE");
    }

    @Override
    Object[] row(JsonNode item) {
        return new Object[] {
            item.path("uri").asText(""),
            item.path("name").asText(""),
            item.path("mimeType").asText("")
        };
    }
}
