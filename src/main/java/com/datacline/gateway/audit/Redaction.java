package com.datacline.gateway.audit;

import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.registry.KnownSecrets;
import com.datacline.gateway.registry.TokenLike;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps secrets and bulk out of records. */
public final class Redaction {
    private static final JsonNode HIDDEN = TextNode.valueOf("***");
    private static final int REMEMBERED_KEYS = 10_000;
    private static final int SHOWN = 1024;

    private final Pattern keys;
    private final long maxBytes;
    private final KnownSecrets secrets;
    private final Map<String, Boolean> decided = new ConcurrentHashMap<>();

    /**
     * @param patterns what keys of secrets look like
     * @param maxBytes the largest parameters that are recorded whole
     * @param secrets those that the gateway holds
     */
    public Redaction(List<String> patterns, long maxBytes, KnownSecrets secrets) {
        this.secrets = secrets;
        this.keys = Pattern.compile(
                patterns.isEmpty() ? "(?!)" : patterns.stream().collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE);
        this.maxBytes = maxBytes;
    }

    /** Returns the parameters as they may be recorded; the given tree stays as it is. */
    public JsonNode apply(JsonNode parameters) {
        JsonNode clean = clean(parameters);
        byte[] bytes = WireJson.bytes(clean);
        if (bytes.length <= maxBytes) {
            return clean;
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("truncated_bytes", bytes.length)
                .put("begins", new String(bytes, 0, Math.min(SHOWN, bytes.length), StandardCharsets.UTF_8));
    }

    private JsonNode clean(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> {
                    boolean hide =
                            isSecret(member.getKey()) && !member.getValue().isNull();
                    copy.set(safe(member.getKey()), hide ? HIDDEN : clean(member.getValue()));
                });
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(item -> copy.add(clean(item)));
                yield copy;
            }
            case TextNode text -> safe(text);
            default -> node;
        };
    }

    /** Takes out of a record's own texts whatever is a secret or looks like one. */
    void scrub(ObjectNode record) {
        record.properties().forEach(member -> {
            if (member.getValue() instanceof TextNode text) {
                member.setValue(safe(text));
            }
        });
    }

    private TextNode safe(TextNode text) {
        String safe = safe(text.textValue());
        return safe.equals(text.textValue()) ? text : TextNode.valueOf(safe);
    }

    private String safe(String text) {
        return secrets.hide(TokenLike.hide(text));
    }

    private boolean isSecret(String key) {
        Boolean known = decided.get(key);
        if (known != null) {
            return known;
        }
        boolean secret = keys.matcher(key).find();
        if (decided.size() < REMEMBERED_KEYS) {
            decided.put(key, secret);
        }
        return secret;
    }
}
