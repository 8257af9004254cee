package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Finding;
import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a rule's condition, which fits the schema. */
final class ConditionReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final String pointer;
    private final Effect effect;
    private final List<Finding> findings;
    private final List<Condition> conditions = new ArrayList<>();

    /**
     * @param pointer where the condition stands
     * @param effect what the rule does
     * @param findings where faults go
     */
    ConditionReader(String pointer, Effect effect, List<Finding> findings) {
        this.pointer = pointer;
        this.effect = effect;
        this.findings = findings;
    }

    /** Returns the parts, those that cost more to evaluate after the others. */
    List<Condition> read(JsonNode condition) {
        condition.properties().stream()
                .filter(part -> !part.getKey().equals("when"))
                .forEach(part -> read(part.getKey(), part.getValue()));
        if (condition.has("when")) {
            add("when", () -> Expression.of(condition.path("when").asText()));
        }
        return conditions;
    }

    private void read(String key, JsonNode value) {
        switch (key) {
            case "user" -> names(value, question -> List.of(question.caller().name()));
            case "client" -> names(value, question -> List.of(question.caller().client()));
            case "role" -> names(value, Question::roles);
            case "group" -> names(value, question -> question.caller().groups());
            case "scope" -> names(value, question -> question.caller().scopes());
            case "mcp_server" -> conditions.add(Conditions.server(names(value)));
            case "tag" -> conditions.add(Conditions.tag(names(value)));
            case "action" -> conditions.add(Conditions.action(kinds(Texts.of(value))));
            case "tool" -> conditions.add(Conditions.subject(Kind.INVOKE_TOOL, names(value)));
            case "resource" -> conditions.add(Conditions.subject(Kind.READ_RESOURCE, names(value)));
            case "prompt" -> conditions.add(Conditions.subject(Kind.GET_PROMPT, names(value)));
            case "tool_name_pattern" -> add(key, () -> Conditions.toolPattern(pattern(value.asText())));
            case "annotations" ->
                value.properties()
                        .forEach(hint -> conditions.add(Conditions.annotation(
                                hint.getKey(), hint.getValue().booleanValue())));
            case "arguments" ->
                value.properties().forEach(argument -> argument(argument.getKey(), argument.getValue()));
            case "time" -> add("time/zone", () -> hours(value));
            default -> throw new IllegalStateException("the schema knows a condition " + key + " that nobody reads");
        }
    }

    private void argument(String name, JsonNode value) {
        List<JsonNode> values = value.isArray() ? value.valueStream().toList() : List.of(value);
        if (values.stream().anyMatch(one -> one.isDouble() && !Double.isFinite(one.doubleValue()))) {
            findings.add(new Finding(
                    pointer + "/arguments/" + YamlDocument.escape(name), "is no number that can be compared"));
        } else {
            conditions.add(new Argument(name, values, effect));
        }
    }

    /** Returns the actions that are meant; {@code list_tools} goes without saying. */
    static Set<Kind> kinds(List<String> actions) {
        return actions.contains("*")
                ? EnumSet.allOf(Kind.class)
                : EnumSet.allOf(Kind.class).stream()
                        .filter(kind -> actions.contains(kind.fileName()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    private void add(String key, Supplier<Condition> condition) {
        try {
            conditions.add(condition.get());
        } catch (IllegalArgumentException | DateTimeException e) {
            findings.add(new Finding(pointer + "/" + key, String.valueOf(e.getMessage())));
        }
    }

    private void names(JsonNode value, Function<Question, Collection<String>> of) {
        conditions.add(Conditions.caller(of, names(value)));
    }

    private static Names names(JsonNode value) {
        return Names.of(Texts.of(value));
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression: " + e.getMessage(), e);
        }
    }

    private static Hours hours(JsonNode time) {
        Set<DayOfWeek> days = time.has("days")
                ? Texts.of(time.path("days")).stream()
                        .map(day -> DayOfWeek.of(DAYS.indexOf(day) + 1))
                        .collect(Collectors.toSet())
                : EnumSet.allOf(DayOfWeek.class);
        return new Hours(
                days,
                LocalTime.parse(time.path("from").asText("00:00")),
                LocalTime.parse(time.path("to").asText("00:00")),
                ZoneId.of(time.path("zone").asText("UTC")));
    }
}
