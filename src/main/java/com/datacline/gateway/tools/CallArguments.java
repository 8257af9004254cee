package com.datacline.gateway.tools;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** The arguments with which a route calls a tool: each by itself as the endpoint says, or all of them as the body. */
final class CallArguments {
    private final String tool;
    private final Map<String, Expression> computed = new LinkedHashMap<>();
    private final ObjectNode fixed = JsonNodeFactory.instance.objectNode();

    /** @param given values by name; one with <code>${</code> in it is computed for each call */
    CallArguments(String tool, CamelContext context, Map<String, Object> given) {
        this.tool = tool;
        given.forEach((name, value) -> {
            String text = value.toString();
            if (text.contains("${")) {
                computed.put(name, context.resolveLanguage("simple").createExpression(text));
            } else {
                fixed.set(name, literal(text));
            }
        });
        computed.values().forEach(expression -> expression.init(context));
    }

    /** @throws CallFailed if the body is none */
    ObjectNode of(Exchange exchange) {
        if (computed.isEmpty() && fixed.isEmpty()) {
            return ofBody(exchange.getMessage().getBody());
        }
        ObjectNode arguments = fixed.deepCopy();
        computed.forEach((name, expression) -> {
            Object value = expression.evaluate(exchange, Object.class);
            if (value != null) {
                arguments.set(name, WireJson.MAPPER.valueToTree(value));
            }
        });
        return arguments;
    }

    private ObjectNode ofBody(Object body) {
        return switch (body) {
            case null -> JsonNodeFactory.instance.objectNode();
            case ObjectNode tree -> tree;
            case Map<?, ?> map -> WireJson.MAPPER.valueToTree(map);
            case String text when text.isBlank() -> JsonNodeFactory.instance.objectNode();
            case String text when parsed(text) instanceof ObjectNode tree -> tree;
            default ->
                throw new CallFailed(
                        FailureCode.INVALID_ARGUMENTS,
                        "tool:" + tool + " takes its arguments as a JSON object in the body, or as argument.NAME");
        };
    }

    /** A number, true, false and a text in double quotes are what they are in JSON; all else is a text. */
    private static JsonNode literal(String text) {
        JsonNode json = parsed(text);
        return json.isValueNode() && !json.isNull() ? json : TextNode.valueOf(text);
    }

    private static JsonNode parsed(String text) {
        try {
            return WireJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return TextNode.valueOf(text);
        }
    }
}
