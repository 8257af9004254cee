package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code datacline resources templates}: the resource templates that this caller may use. */
@Command(
        name = "templates",
        description = "Lists the resource templates of one server, or of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline resources templates notion"})
final class ResourcesTemplates extends ItemsList {
    ResourcesTemplates() {
        super("/resources/templates", "/mcp/list-resource-templates", "resourceTemplates");
    }

    @Override
    Table table() {
        return new Table("URI TEMPLATE", "NAME", "DESCRIPTION");
    }

    @Override
    Object[] row(JsonNode item) {
        return new Object[] {
            item.path("uriTemplate").asText(""),
            item.path("name").asText(""),
            item.path("description").asText("")
        };
    }
}
