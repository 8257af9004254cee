package com.datacline.gateway.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A YAML text as plain values, remembering the line of each key.
 *
 * @param value maps, lists and scalars; null for an empty text
 * @param lines line by JSON pointer, such as {@code /servers/notion/timeout}
 * @param repeated keys that a mapping has more than once
 */
public record YamlDocument(@Nullable Object value, Map<String, Integer> lines, List<Fault> repeated) {
    /** Many servers may share one block by an anchor. */
    private static final int MOST_ALIASES = 1000;

    /** @throws Unreadable if the text is not YAML */
    public static YamlDocument read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new CoreSchema());
        try {
            Walk walk = new Walk();
            Node root = yaml.compose(new StringReader(text));
            if (root != null) {
                walk.collect(root, "");
            }
            return new YamlDocument(yaml.load(text), walk.lines, walk.repeated);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new Unreadable(line, e.getProblem());
        } catch (YAMLException e) {
            throw new Unreadable(1, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the line of the pointer, or of its nearest ancestor that has one. */
    public int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    /** A look at every node once, in the order of the text. */
    private static final class Walk {
        private final Map<String, Integer> lines = new HashMap<>();
        private final List<Fault> repeated = new ArrayList<>();
        private final Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());

        void collect(Node node, String pointer) {
            if (!above.add(node)) {
                throw new Unreadable(line(node), "an alias stands inside of what it stands for");
            }
            switch (node) {
                case MappingNode mapping -> mapping.getValue().forEach(tuple -> entry(tuple, pointer));
                case SequenceNode sequence -> {
                    int index = 0;
                    for (Node item : sequence.getValue()) {
                        String child = pointer + "/" + index++;
                        lines.put(child, line(item));
                        collect(item, child);
                    }
                }
                default -> {}
            }
            above.remove(node);
        }

        private void entry(NodeTuple tuple, String pointer) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String child = pointer + "/" + escape(key.getValue());
                Integer earlier = lines.put(child, line(key));
                if (earlier != null) {
                    repeated.add(new Fault(line(key), key(child), "stands twice, first in line " + earlier));
                }
                collect(tuple.getValueNode(), child);
            }
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }
    }

    /** Returns the pointer as people write it, such as {@code servers.notion.timeout}. */
    public static String key(String pointer) {
        return pointer.isEmpty()
                ? ""
                : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    /** Returns the key as a part of a JSON pointer (RFC 6901). */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** A text that is not YAML. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String problem) {
            super(problem);
            this.line = line;
        }

        /** Returns the line, counted from 1. */
        public int line() {
            return line;
        }
    }
}
