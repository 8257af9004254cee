package com.datacline.gateway.openapi;

import com.datacline.gateway.call.ApiAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to get the next page of a list: the arguments that have to be other ones.
 *
 * @param arguments those arguments
 */
record NextPage(ObjectNode arguments) {
    /** One link with its parameters (RFC 8288, section 3). */
    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");

    private static final Pattern NEXT =
            Pattern.compile(";\\s*rel\\s*=\\s*\"?([^\";]*\\s)?next(\\s[^\";]*)?\"?\\s*(;|,|$)");

    /** Where in an answer the next page is spoken of. */
    private static final List<String> PLACES = List.of(
            "",
            "/pagination",
            "/paging",
            "/paging/cursors",
            "/meta",
            "/metadata",
            "/links",
            "/_links",
            "/_links/next",
            "/response_metadata",
            "/page_info",
            "/pageInfo",
            "/cursor");

    /** What it is called there, and the parameters that may take it. */
    private static final Map<String, List<String>> CURSORS = cursors();

    private static Map<String, List<String>> cursors() {
        List<String> cursor = List.of("cursor", "start_cursor", "after", "next_cursor", "starting_after", "page_token");
        List<String> token = List.of("page_token", "pageToken", "next_token", "nextToken", "token", "cursor");
        List<String> page = List.of("page", "cursor", "offset");
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("next_cursor", cursor);
        all.put("nextCursor", cursor);
        all.put("endCursor", cursor);
        all.put("end_cursor", cursor);
        all.put("next_page_token", token);
        all.put("nextPageToken", token);
        all.put("next_token", token);
        all.put("nextToken", token);
        all.put("next_page", page);
        all.put("nextPage", page);
        all.put("next_offset", List.of("offset"));
        all.put("after", List.of("after"));
        all.put("next", List.of("cursor", "page", "offset"));
        all.put("href", List.of());
        return all;
    }

    /** Returns it if there is one, as far as the operation has parameters for it. */
    static Optional<NextPage> in(ApiOperation operation, ApiAnswer answer, @Nullable JsonNode json) {
        Map<String, String> next = linked(operation, answer);
        if (next.isEmpty() && json != null && json.isObject()) {
            next = told(operation, answer, json);
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        next.forEach((parameter, value) -> set(operation, arguments, parameter, value));
        return Optional.of(new NextPage(arguments));
    }

    /** Returns it in words. */
    String text() {
        return "There is more: call again with "
                + arguments.properties().stream()
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .collect(Collectors.joining(", "))
                + ", and the other arguments as they were.";
    }

    private static Map<String, String> linked(ApiOperation operation, ApiAnswer answer) {
        for (String header : answer.headers().getOrDefault("Link", List.of())) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2)).find()) {
                    return changed(operation, answer, link.group(1));
                }
            }
        }
        return Map.of();
    }

    private static Map<String, String> told(ApiOperation operation, ApiAnswer answer, JsonNode json) {
        for (String place : PLACES) {
            JsonNode at = json.at(place);
            for (Map.Entry<String, List<String>> cursor : CURSORS.entrySet()) {
                JsonNode value = at.path(cursor.getKey());
                if (!value.isTextual() && !value.isIntegralNumber()
                        || value.asText().isEmpty()) {
                    continue;
                }
                String text = value.asText();
                if (text.contains("?")) {
                    Map<String, String> changed = changed(operation, answer, text);
                    if (!changed.isEmpty()) {
                        return changed;
                    }
                }
                Optional<String> parameter =
                        cursor.getValue().stream().filter(operation::asksFor).findFirst();
                if (parameter.isPresent()
                        && !(place.isEmpty() && cursor.getKey().equals("after"))) {
                    return Map.of(parameter.get(), text);
                }
            }
        }
        return afterLast(operation, json);
    }

    /** A list that says that it has more, and goes on after the id of its last item. */
    private static Map<String, String> afterLast(ApiOperation operation, JsonNode json) {
        JsonNode items = json.path("data");
        boolean more = json.path("has_more").asBoolean() && operation.asksFor("starting_after") && !items.isEmpty();
        String last = more ? items.path(items.size() - 1).path("id").asText() : "";
        return last.isEmpty() ? Map.of() : Map.of("starting_after", last);
    }

    /** Returns the operation's own parameters of a link that are not what they were. */
    private static Map<String, String> changed(ApiOperation operation, ApiAnswer answer, String link) {
        Map<String, String> before = query(answer.call().url().getRawQuery());
        int question = link.indexOf('?');
        Map<String, String> changed = new LinkedHashMap<>();
        query(question < 0 ? null : link.substring(question + 1)).forEach((name, value) -> {
            if (operation.asksFor(name) && !value.equals(before.get(name))) {
                changed.put(name, value);
            }
        });
        return changed;
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair :
                query == null ? new String[0] : query.replaceAll("#.*", "").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    // It is not well encoded, and so not for us to repeat.
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A number goes back as one where the tool wants one. */
    private static void set(ApiOperation operation, ObjectNode arguments, String parameter, String value) {
        String argument = operation.argumentOf(parameter);
        JsonNode type = operation
                .definition()
                .path("inputSchema")
                .path("properties")
                .path(argument)
                .path("type");
        boolean number = type.asText().equals("integer") || type.asText().equals("number");
        if (number && value.matches("-?\\d{1,15}")) {
            arguments.put(argument, Long.parseLong(value));
        } else {
            arguments.put(argument, value);
        }
    }
}
