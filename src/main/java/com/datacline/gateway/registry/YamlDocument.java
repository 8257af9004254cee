package com.datacline.gateway.registry;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML text as plain values, remembering the line of each key.
 *
 * @param value maps, lists and scalars; null for an empty text
 * @param lines line by JSON pointer, such as {@code /servers/notion/timeout}
 */
record YamlDocument(@Nullable Object value, Map<String, Integer> lines) {

    /** @throws Unreadable if the text is not YAML, or names a key twice */
    static YamlDocument read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            Map<String, Integer> lines = new HashMap<>();
            Node root = yaml.compose(new StringReader(text));
            if (root != null) {
                collect(root, "", lines);
            }
            return new YamlDocument(yaml.load(text), lines);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new Unreadable(line, e.getProblem());
        }
    }

    /** Returns the line of the pointer, or of its nearest ancestor that has one. */
    int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static void collect(Node node, String pointer, Map<String, Integer> lines) {
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key) {
                        String child = pointer + "/" + escape(key.getValue());
                        lines.put(child, key.getStartMark().getLine() + 1);
                        collect(tuple.getValueNode(), child, lines);
                    }
                }
            }
            case SequenceNode sequence -> {
                int index = 0;
                for (Node item : sequence.getValue()) {
                    String child = pointer + "/" + index++;
                    lines.put(child, item.getStartMark().getLine() + 1);
                    collect(item, child, lines);
                }
            }
            default -> {}
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** A text that is not YAML. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String problem) {
            super(problem);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
