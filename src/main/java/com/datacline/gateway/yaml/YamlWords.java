package com.datacline.gateway.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** New values in YAML: mappings over lines, lists in brackets. */
final class YamlWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private YamlWords() {}

    /** Returns the lines of a key with its value, not indented. */
    static List<String> lines(String key, Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        Node node = new Representer(options).represent(Map.of(key, value));
        bracket(node);
        StringWriter written = new StringWriter();
        new Yaml(options).serialize(node, written);
        return written.toString().lines().toList();
    }

    /** Returns a key with its value as JSON, which is YAML within braces. */
    static String inline(String key, Object value) {
        return json(key) + ": " + json(value);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of " + value.getClass(), e);
        }
    }

    private static void bracket(Node node) {
        switch (node) {
            case SequenceNode list -> list.setFlowStyle(FlowStyle.FLOW);
            case MappingNode mapping -> mapping.getValue().forEach(member -> bracket(member.getValueNode()));
            default -> {}
        }
    }
}
