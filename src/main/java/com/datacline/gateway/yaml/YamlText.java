package com.datacline.gateway.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML text that is changed in one place while every other character stays. Whether nothing else has changed in meaning
 * is for the caller to see, by reading both texts.
 *
 * @see Unchangeable what is thrown where a place cannot be changed
 */
public final class YamlText {
    private final String text;
    private final @Nullable Place root;

    private YamlText(String text, @Nullable Place root) {
        this.text = text;
        this.root = root;
    }

    /** @throws YamlDocument.Unreadable if the text is not YAML, or not one document */
    public static YamlText of(String text) {
        YamlDocument.read(text);
        return new YamlText(text, Places.of(text));
    }

    /** Returns the text with a key more behind the others of a mapping, which is made if there is none. */
    public String add(List<String> mapping, String key, Object value) {
        if (mapping.isEmpty() && isNothing(root)) {
            TextLines lines = new TextLines(text);
            String eol = lines.ending();
            String before = lines.begins(text.length()) ? text : text + eol;
            return before + String.join(eol, YamlWords.lines(key, value)) + eol;
        }
        if (mapping.isEmpty()) {
            return insert(members(root, mapping), key, value);
        }
        List<String> above = mapping.subList(0, mapping.size() - 1);
        String name = mapping.getLast();
        Place.Member parent = isNothing(place(above)) ? null : member(above, name);
        if (parent == null) {
            return add(above, name, Map.of(key, value));
        }
        boolean empty = parent.value() instanceof Place.Members members
                && members.members().isEmpty()
                && !inBraces(above)
                && text.substring(members.start(), members.end()).matches("\\{[ \t]*}");
        return empty || isNothing(parent.value())
                ? new BlockEdit(text).fill(parent, key, value)
                : insert(members(parent.value(), mapping), key, value);
    }

    /** Returns the text with another value of a key, which begins where the old one did. */
    public String replace(List<String> mapping, String key, Object value) {
        Place.Members members = members(place(mapping), mapping);
        int index = members.index(key);
        return members.flow()
                ? new FlowEdit(text).replace(members, index, key, value)
                : new BlockEdit(text).replace(members, index, key, value);
    }

    /** Returns the text without a key, its value, and the comment right above it. */
    public String remove(List<String> mapping, String key) {
        Place.Members members = members(place(mapping), mapping);
        int index = members.index(key);
        if (members.flow()) {
            return new FlowEdit(text).remove(members, index);
        }
        Place.Member parent =
                mapping.isEmpty() ? null : member(mapping.subList(0, mapping.size() - 1), mapping.getLast());
        return new BlockEdit(text).remove(parent, members, index);
    }

    /** Returns the text with a word as the value of a key, which is added behind the first if it is not there. */
    public String set(List<String> mapping, String key, String word) {
        Place.Members members = members(place(mapping), mapping);
        int index = members.index(key);
        if (index < 0) {
            return members.flow()
                    ? new FlowEdit(text).word(members, key, word)
                    : new BlockEdit(text).word(members, key, word);
        }
        Place value = members.members().get(index).value();
        return switch (value) {
            case Place.Scalar scalar -> swap(scalar, word);
            case Place.Alias alias -> swap(alias, word);
            case Place.Items items -> throw new Unchangeable(key + " is a list");
            case Place.Members inner -> throw new Unchangeable(key + " is a mapping");
        };
    }

    private String swap(Place value, String word) {
        String before = text.substring(0, value.start());
        return before + (before.endsWith(":") ? " " : "") + word + text.substring(value.end());
    }

    private String insert(Place.Members members, String key, Object value) {
        return members.flow()
                ? new FlowEdit(text).add(members, YamlWords.inline(key, value))
                : new BlockEdit(text).add(members, key, value);
    }

    private boolean inBraces(List<String> mapping) {
        return place(mapping) instanceof Place.Members members && members.flow();
    }

    private Place.@Nullable Member member(List<String> mapping, String key) {
        Place.Members members = members(place(mapping), mapping);
        int index = members.index(key);
        return index < 0 ? null : members.members().get(index);
    }

    private @Nullable Place place(List<String> path) {
        Place place = root;
        for (int i = 0; i < path.size(); i++) {
            Place.Members members = members(place, path.subList(0, i));
            int index = members.index(path.get(i));
            if (index < 0) {
                throw new Unchangeable("there is no " + String.join(".", path.subList(0, i + 1)));
            }
            place = members.members().get(index).value();
        }
        return place;
    }

    private static Place.Members members(@Nullable Place place, List<String> path) {
        String name = path.isEmpty() ? "the file" : String.join(".", path);
        return switch (place) {
            case Place.Members members -> members;
            case Place.Alias alias -> throw new Unchangeable(name + " is an alias of what stands elsewhere");
            case null, default -> throw new Unchangeable(name + " is no mapping");
        };
    }

    private static boolean isNothing(@Nullable Place place) {
        return place == null
                || place instanceof Place.Scalar scalar
                        && scalar.plain()
                        && scalar.value().matches("|~|null|Null|NULL");
    }
}
