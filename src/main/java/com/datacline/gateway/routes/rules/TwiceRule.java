package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two routes have the same id: Camel would let the second take the place of the first without a word. */
final class TwiceRule {
    private TwiceRule() {}

    static List<RouteFault> judge(List<RouteText> texts) {
        Map<String, RouteFault> seen = new HashMap<>();
        List<RouteFault> faults = new ArrayList<>();
        for (RouteText text : texts) {
            int index = 0;
            for (JsonNode entry : text.tree()) {
                String at = "/" + index++;
                entry.properties().forEach(kind -> {
                    JsonNode id = kind.getValue().path("id");
                    if (id.isValueNode()) {
                        String name = kind.getKey() + " " + id.asText();
                        RouteFault here = text.fault(at + "/" + kind.getKey() + "/id", "");
                        RouteFault first = seen.putIfAbsent(name, here);
                        if (first != null) {
                            faults.add(new RouteFault(
                                    here.file(),
                                    here.line(),
                                    name + ": the id is taken already, in " + first.file() + ":" + first.line()));
                        }
                    }
                });
            }
        }
        return faults;
    }
}
