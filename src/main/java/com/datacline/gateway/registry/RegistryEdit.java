package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Unchangeable;
import com.datacline.gateway.yaml.YamlDocument;
import com.datacline.gateway.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of one server in a registry's text. Comments, order and everything else stay as they are. */
public sealed interface RegistryEdit {
    /** The server that is meant. */
    String name();

    /**
     * A server more, behind the others.
     *
     * @param entry its keys, as they stand in the file
     */
    record Add(String name, Map<String, Object> entry) implements RegistryEdit {}

    /** Other keys for a server, in the place of those it had. */
    record Replace(String name, Map<String, Object> entry) implements RegistryEdit {}

    /** A server less. */
    record Remove(String name) implements RegistryEdit {}

    /** Whether a server may be called. */
    record Enable(String name, boolean enabled) implements RegistryEdit {}

    /**
     * Returns the changed text.
     *
     * @throws YamlDocument.Unreadable if it is not YAML
     * @throws Unchangeable if the text is written so that nothing but this cannot be changed
     */
    default String apply(String text) {
        String changed = write(YamlText.of(text));
        Map<String, Object> wanted = mean(servers(text));
        try {
            if (Objects.equals(servers(changed), wanted)) {
                return changed;
            }
        } catch (YamlDocument.Unreadable e) {
            throw new Unchangeable("others refer to a part of it by an anchor (" + e.getMessage() + ")");
        }
        throw new Unchangeable("that would change something else too");
    }

    private String write(YamlText text) {
        List<String> servers = List.of("servers");
        return switch (this) {
            case Add add -> text.add(servers, add.name(), add.entry());
            case Replace other -> text.replace(servers, other.name(), other.entry());
            case Remove gone -> text.remove(servers, gone.name());
            case Enable enable ->
                text.set(List.of("servers", enable.name()), "enabled", String.valueOf(enable.enabled()));
        };
    }

    /** What all servers must be afterwards: each edit is checked by what it means, not by how it was made. */
    private Map<String, Object> mean(Map<String, Object> before) {
        Map<String, Object> after = new LinkedHashMap<>(before);
        switch (this) {
            case Add add -> after.put(add.name(), add.entry());
            case Replace other -> after.put(other.name(), other.entry());
            case Remove gone -> after.remove(gone.name());
            case Enable enable -> {
                Map<String, Object> entry = mapping(before.get(enable.name()));
                entry.put("enabled", enable.enabled());
                after.put(enable.name(), entry);
            }
        }
        return after;
    }

    private static Map<String, Object> servers(String text) {
        return mapping(mapping(YamlDocument.read(text).value()).get("servers"));
    }

    private static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> copy.put(String.valueOf(key), member));
        }
        return copy;
    }
}
