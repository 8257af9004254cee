package com.datacline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.call.Place;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangedPlacesTest {

    @Test
    void of_a_broadcast_only_the_part_counts_that_has_changed() {
        Map<String, ExposedTool> before = tools(of("a", "old"), of("b", "same"), many("old and same"));
        Map<String, ExposedTool> now = tools(of("a", "new"), of("b", "same"), many("new and same"));

        assertThat(ChangedPlaces.ofTools(before, now)).containsExactly(new Place("a", "t"));
        assertThat(ChangedPlaces.ofTools(now, now)).isEmpty();
    }

    @Test
    void a_tool_that_is_gone_or_new_has_changed() {
        Map<String, ExposedTool> both = tools(of("a", "one"), of("b", "two"));
        Map<String, ExposedTool> one = tools(of("a", "one"));

        assertThat(ChangedPlaces.ofTools(both, one)).containsExactly(new Place("b", "t"));
        assertThat(ChangedPlaces.ofTools(one, both)).containsExactly(new Place("b", "t"));
    }

    @Test
    void a_broadcast_that_changes_by_itself_has_changed_everywhere() {
        assertThat(ChangedPlaces.ofTools(tools(many("one")), tools(many("two"))))
                .containsExactlyInAnyOrder(new Place("a", "t"), new Place("b", "t"));
    }

    @Test
    void another_order_is_a_change_of_everything() {
        assertThat(ChangedPlaces.ofTools(tools(of("a", "x"), of("b", "y")), tools(of("b", "y"), of("a", "x"))))
                .hasSize(2);
    }

    @Test
    void a_template_stands_for_any_resource_of_its_server() {
        ExposedUris none = new ExposedUris(Map.of(), Map.of());
        ExposedUris one = new ExposedUris(Map.of("x://{y}", new ExposedItem("a", "x://{y}", described("t"))), Map.of());

        assertThat(ChangedPlaces.ofTemplates(none, one)).containsExactly(new Place("a", null));
    }

    private static ExposedTool of(String server, String text) {
        return new ExposedTool.OfServer(
                server, "t", described(text).put("name", server + "__t"), HeaderParameters.NONE);
    }

    private static ExposedTool many(String text) {
        return new ExposedTool.OfMany(
                "t",
                List.of(new Place("a", "t"), new Place("b", "t")),
                described(text).put("name", "broadcast__t"));
    }

    private static ObjectNode described(String text) {
        return JsonNodeFactory.instance.objectNode().put("description", text);
    }

    private static Map<String, ExposedTool> tools(ExposedTool... tools) {
        Map<String, ExposedTool> byName = new LinkedHashMap<>();
        for (ExposedTool tool : tools) {
            byName.put(tool.name(), tool);
        }
        return byName;
    }
}
