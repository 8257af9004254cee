package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Words;
import java.util.Map;

/** The policy's rules in words. */
final class PolicyWords implements Words {
    private static final Map<String, String> PATTERNS = Map.of(
            "from", "must be a time of day such as \"08:00\"",
            "to", "must be a time of day such as \"18:00\"",
            "within", "must be a duration such as 30s, 10m, 2h or 1d",
            "action", "must be one of invoke_tool, read_resource, get_prompt, * or a list of them",
            "resource", "must be mcp:<server>:<tool>, where a * stands for any text");

    @Override
    public String badName(String at) {
        return "is no name: letters, digits, '_', '.', ':' and '-'";
    }

    @Override
    public String pattern(String at, String given) {
        String key = at.substring(at.lastIndexOf('/') + 1);
        return at.matches(".*/permissions/\\d+")
                ? PATTERNS.getOrDefault("resource", "")
                : PATTERNS.getOrDefault(key, "must not be blank");
    }

    @Override
    public boolean maybeSecret(String at) {
        return at.contains("/arguments");
    }
}
