package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code datacline prompts list}: the prompts that this caller may get. */
@Command(
        name = "list",
        description = "Lists the prompts of one server, or of all.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline prompts list notion"})
final class PromptsList extends ItemsList {
    PromptsList() {
        super("/prompts", "/mcp/list-prompts", "prompts");
    }

    @Override
    Table table() {
        return new Table("PROMPT", "ARGUMENTS", "DESCRIPTION");
    }

    @Override
    Object[] row(JsonNode item) {
        return new Object[] {
            item.path("name").asText(""),
            PromptsGet.arguments(item),
            item.path("description").asText("")
        };
    }
}
