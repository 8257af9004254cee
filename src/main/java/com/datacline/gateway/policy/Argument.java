package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition on one argument. A list in the arguments stands for each of its elements, on the way to the argument and at
 * its end. A rule that denies errs on the safe side: any element will do, and a number or truth value spelled as a text is
 * the same. A rule that allows takes values as they are, and all of them must fit.
 */
final class Argument implements Condition {
    private static final int LONGEST_NUMBER = 1000;

    private final List<String> path;
    private final List<JsonNode> values;
    private final Names texts;
    private final Effect effect;

    /**
     * @param name the argument's name, or the path to it with dots
     * @param values texts, in which a {@code *} stands for any text, numbers and truth values, of which one will do
     * @param effect what the rule does
     */
    Argument(String name, List<JsonNode> values, Effect effect) {
        this.path = List.of(name.split("\\.", -1));
        this.values = List.copyOf(values);
        this.texts = Names.of(values.stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList());
        this.effect = effect;
    }

    @Override
    public Basis basis() {
        return Basis.SUBJECT;
    }

    @Override
    public Match match(Question question) {
        JsonNode arguments = question.arguments();
        if (arguments == null) {
            return Match.MAYBE;
        }
        List<JsonNode> found = new ArrayList<>();
        collect(arguments, 0, found);
        return switch (effect) {
            case ALLOW -> Match.of(!found.isEmpty() && found.stream().allMatch(this::fits));
            case DENY -> Match.of(found.stream().anyMatch(this::resembles));
        };
    }

    /** Takes what the rest of the path leads to; a name with dots in it is as good as a path. */
    private boolean collect(JsonNode node, int from, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(element -> {
                if (!collect(element, from, found)) {
                    found.add(MissingNode.getInstance());
                }
            });
            return !node.isEmpty();
        }
        if (from == path.size()) {
            return found.add(node);
        }
        boolean any = false;
        for (int to = from + 1; to <= path.size(); to++) {
            JsonNode child = node.get(String.join(".", path.subList(from, to)));
            any |= child != null && collect(child, to, found);
        }
        return any;
    }

    private boolean fits(JsonNode found) {
        return found.isTextual()
                ? texts.has(found.textValue())
                : values.stream().anyMatch(value -> same(value, found));
    }

    private boolean resembles(JsonNode found) {
        return fits(found)
                || found.isValueNode() && texts.has(found.asText())
                || found.isTextual()
                        && values.stream()
                                .anyMatch(value -> spells(found.textValue().strip(), value));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    private static boolean spells(String text, JsonNode value) {
        if (value.isBoolean()) {
            return text.equalsIgnoreCase(value.asText());
        }
        if (!value.isNumber() || !text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return false;
        }
        if (text.length() > LONGEST_NUMBER) {
            return true;
        }
        try {
            return new BigDecimal(text).compareTo(value.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
