package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Place;
import com.datacline.gateway.call.Sight;

/**
 * The catalogue in the eyes of one caller: messages must name only what that caller may know of.
 *
 * @param all everything there is
 * @param sight what the caller may know of
 */
record View(Snapshot all, Sight sight) {

    boolean showsTool(String exposed) {
        ExposedTool tool = all.tools().get(exposed);
        return tool != null && tool.places().stream().anyMatch(place -> sight.sees(Action.LIST_TOOLS, place));
    }

    boolean showsTool(String server, String tool) {
        return sight.sees(Action.LIST_TOOLS, new Place(server, tool));
    }

    boolean showsPrompt(String exposed) {
        ExposedItem prompt = all.prompts().get(exposed);
        return prompt != null && showsPrompt(prompt.server(), prompt.own());
    }

    boolean showsPrompt(String server, String prompt) {
        return sight.sees(Action.LIST_PROMPTS, new Place(server, prompt));
    }

    boolean showsResource(String exposed) {
        ExposedItem resource = all.resources().items().get(exposed);
        return resource != null && showsResource(resource.server(), resource.own());
    }

    boolean showsResource(String server, String uri) {
        return sight.sees(Action.LIST_RESOURCES, new Place(server, uri));
    }

    boolean showsTemplatesOf(String server) {
        return sight.sees(Action.LIST_RESOURCE_TEMPLATES, new Place(server, null));
    }
}
