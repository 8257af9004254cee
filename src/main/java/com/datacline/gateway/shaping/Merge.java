package com.datacline.gateway.shaping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;

/**
 * Steps of the Kamelets that merge a broadcast's results. They take the list of legs, each with its {@code server},
 * {@code status} and, if that is {@code success}, its {@code result}.
 */
public final class Merge {
    /** Where lists are in what servers answer, if they are not the answer itself. */
    private String items = "";

    private String key = "";

    /** @param pointer JSON pointer to the list in each server's result; empty if the result is the list */
    public void setItems(String pointer) {
        this.items = pointer;
    }

    /** @param pointer JSON pointer to what tells one item from another */
    public void setKey(String pointer) {
        this.key = pointer;
    }

    /** Returns all items of all servers in one list. */
    public ArrayNode list(@Body ArrayNode legs) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        results(legs).forEach(leg -> itemsOf(leg).forEach(all::add));
        return all;
    }

    /** Returns each server's result by the server's name. */
    public ObjectNode map(@Body ArrayNode legs) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        results(legs).forEach(leg -> map.set(leg.path("server").asText(), at(leg)));
        return map;
    }

    /** Returns all items of all servers, of those with equal keys the first; what has no key stays. */
    public ArrayNode unique(@Body ArrayNode legs) {
        JsonPointer pointer = JsonPointer.compile(key);
        Set<JsonNode> seen = new HashSet<>();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        list(legs).forEach(item -> {
            JsonNode one = Trees.canonical(item.at(pointer));
            if (one.isMissingNode() || seen.add(one)) {
                all.add(item);
            }
        });
        return all;
    }

    private static List<JsonNode> results(ArrayNode legs) {
        return legs.valueStream()
                .filter(leg -> leg.path("status").asText().equals("success"))
                .toList();
    }

    private Iterable<JsonNode> itemsOf(JsonNode leg) {
        JsonNode found = at(leg);
        return found instanceof ArrayNode list ? list : found instanceof MissingNode ? List.of() : List.of(found);
    }

    private JsonNode at(JsonNode leg) {
        return leg.path("result").at(JsonPointer.compile(items));
    }
}
