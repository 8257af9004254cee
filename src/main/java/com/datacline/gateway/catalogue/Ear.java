package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.TasksExtension;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** Hears a server say that one of its lists has changed. */
final class Ear implements ClientStream {
    private final BiConsumer<String, Action> onChange;

    /** @param onChange hears the server and the list */
    Ear(BiConsumer<String, Action> onChange) {
        this.onChange = onChange;
    }

    /**
     * Some servers list certain tools only for clients that can be asked or can follow tasks; what a caller can do is seen
     * when it calls.
     */
    @Override
    public ObjectNode capabilities() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode elicitation = all.putObject("elicitation");
        elicitation.putObject("form");
        elicitation.putObject("url");
        all.putObject("sampling").putObject("tools");
        all.putObject("roots");
        all.putObject("extensions").putObject(TasksExtension.NAME);
        return all;
    }

    @Override
    public ClientStream outside() {
        return this;
    }

    @Override
    public void tell(String server, ObjectNode notification) {
        switch (notification.path("method").asText()) {
            case "notifications/tools/list_changed" -> onChange.accept(server, Action.LIST_TOOLS);
            case "notifications/resources/list_changed" -> onChange.accept(server, Action.LIST_RESOURCES);
            case "notifications/prompts/list_changed" -> onChange.accept(server, Action.LIST_PROMPTS);
            default -> {}
        }
    }
}
