package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Words;
import java.util.Map;

/**
 * The registry's rules in words. What was given is shown only where it cannot be a secret: not in urls, arguments and
 * variables, and not in the credential's block.
 */
final class RegistryWords implements Words {
    private static final String NAME_RULE =
            "is no name for a server: letters, digits, '_', '.' and '-', no '__', not 'broadcast', at most 63 characters";

    private static final String SECRET_RULE =
            "must be env://VARIABLE, file:///path or vault://MOUNT/PATH?v=VERSION#FIELD";

    /** What a key's pattern asks for, by the key. */
    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("url", "must be an http:// or https:// address with a host"),
            Map.entry(
                    "type",
                    "must be http, stdio, openapi, routes, or a name that ends in -mcp such as elasticsearch-mcp"),
            Map.entry("openapi", "must be an http:// or https:// address, or the path of a file"),
            Map.entry("paths", "must be patterns of paths, which begin with '/'"),
            Map.entry("operations", "must be patterns of operationIds, or such as \"GET /repos/**\""),
            Map.entry("tools", "must be a list of names, or \"*\" for all"),
            Map.entry("prefix", "must be letters, digits, '_', '.' and '-', or empty"),
            Map.entry("name", "must be letters, digits, '_', '.' and '-'"),
            Map.entry("template", "must have {credential} in it"),
            Map.entry("credential_ref", SECRET_RULE),
            Map.entry("client_secret_ref", SECRET_RULE),
            Map.entry("allowed_hosts", "must be names of hosts, or *.DOMAIN for all below it"),
            Map.entry("audience", "must not be blank"),
            Map.entry("client_metadata_url", "must be an https:// address with a path"),
            Map.entry("issuer", "must be an http:// or https:// address without query"));

    @Override
    public String badName(String at) {
        return at.endsWith("/env") ? "is no name for a variable: letters, digits and '_'" : NAME_RULE;
    }

    @Override
    public String pattern(String at, String given) {
        // an item of a list is named by its list
        String[] steps = at.split("/", -1);
        boolean item = steps.length > 1 && PATTERNS.containsKey(steps[steps.length - 2]) && !isVariable(at);
        String key = steps[item ? steps.length - 2 : steps.length - 1];
        return isVariable(at)
                ? "must be a text, env://VARIABLE, file:///path or vault://MOUNT/PATH#FIELD"
                : PATTERNS.getOrDefault(key, "must not be blank");
    }

    @Override
    public boolean maybeSecret(String at) {
        return at.contains("/auth")
                || at.endsWith("/url")
                || at.endsWith("/openapi")
                || at.contains("/args")
                || isVariable(at);
    }

    private static boolean isVariable(String at) {
        return at.contains("/env/");
    }
}
