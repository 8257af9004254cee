package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A text or a list of texts, as a list. */
final class Texts {
    private Texts() {}

    static List<String> of(JsonNode node) {
        return node.isTextual()
                ? List.of(node.textValue())
                : node.valueStream().map(JsonNode::asText).toList();
    }
}
