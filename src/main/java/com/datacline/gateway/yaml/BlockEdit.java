package com.datacline.gateway.yaml;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of mappings that are written over lines. */
final class BlockEdit {
    private static final String STEP = "  ";

    private final String text;
    private final TextLines lines;

    BlockEdit(String text) {
        this.text = text;
        this.lines = new TextLines(text);
    }

    /** Adds a key behind the last, with a blank line between where they have one, or where there was one key only. */
    String add(Place.Members members, String key, Object value) {
        List<Place.Member> all = members.members();
        Place.Member last = all.getLast();
        int behind = behind(last);
        // a block of text that keeps its blank lines would take one more for its own
        boolean kept = lines.begins(behind) && lines.isBlank(above(behind));
        boolean apart = !kept && (all.size() == 1 || isApart(all.get(all.size() - 2), last));
        return insert(behind, indentation(last), YamlWords.lines(key, value), apart);
    }

    /** Adds a key with a word behind the first. */
    String word(Place.Members members, String key, String word) {
        Place.Member first = members.members().getFirst();
        return insert(behind(first), indentation(first), List.of(key + ": " + word), false);
    }

    /** Gives a key without value, or with an empty one, a mapping. */
    String fill(Place.Member parent, String key, Object value) {
        String before = text.substring(0, parent.value().start());
        String kept = parent.value().end() > parent.value().start() ? before.stripTrailing() : before;
        BlockEdit rest = new BlockEdit(kept + text.substring(parent.value().end()));
        String indentation = indentation(parent) + STEP;
        return rest.insert(rest.lines.next(kept.length()), indentation, YamlWords.lines(key, value), false);
    }

    String replace(Place.Members members, int index, String key, Object value) {
        Place.Member old = members.members().get(index);
        String indentation = indentation(old);
        int end = behind(old);
        String eol = lines.ending();
        return text.substring(0, lines.start(old.start()))
                + indented(YamlWords.lines(key, value), indentation)
                + (lines.begins(end) ? eol : "")
                + text.substring(end);
    }

    /** Takes a key away with the comment right above it, and the blank lines that parted it from its neighbour. */
    String remove(Place.@Nullable Member parent, Place.Members members, int index) {
        Place.Member old = members.members().get(index);
        int column = indentation(old).length();
        int start = lines.start(old.start());
        while (start > 0 && lines.isComment(above(start)) && lines.indentation(above(start)) == column) {
            start = above(start);
        }
        if (index > 0) {
            int least = behind(members.members().get(index - 1));
            while (start > least && lines.isBlank(above(start))) {
                start = above(start);
            }
        }
        int end = behind(old);
        if (index == 0 && members.members().size() > 1) {
            while (lines.isBlank(end)) {
                end = lines.next(end);
            }
        }
        if (!lines.begins(end) && start > 0) {
            start -= lines.begins(start) && text.startsWith("\r\n", start - 2) ? 2 : 1;
        }
        String rest = text.substring(0, start) + text.substring(end);
        return members.members().size() > 1 || parent == null ? rest : emptied(rest, parent, members);
    }

    /** A mapping without keys must be written as such: without a value there would be none. */
    private String emptied(String rest, Place.Member parent, Place.Members members) {
        int colon = rest.indexOf(':', parent.key().end()) + 1;
        int at = colon;
        if (members.start() < members.members().getFirst().start()) {
            // an anchor stands there
            at = members.start();
            while (at < rest.length() && !Character.isWhitespace(rest.charAt(at))) {
                at++;
            }
        }
        return rest.substring(0, at) + " {}" + rest.substring(at);
    }

    private int above(int start) {
        return lines.start(start - 1);
    }

    /** Returns where the next line begins behind a member and the comments that are indented as its own. */
    private int behind(Place.Member member) {
        int column = indentation(member).length();
        int end = lines.behind(member.end());
        for (int at = end; at < text.length(); at = lines.next(at)) {
            if (lines.isComment(at) && lines.indentation(at) > column) {
                end = lines.next(at);
            } else if (!lines.isBlank(at)) {
                break;
            }
        }
        return end;
    }

    private boolean isApart(Place.Member before, Place.Member member) {
        int start = lines.start(member.start());
        while (start > 0 && lines.isComment(above(start))) {
            start = above(start);
        }
        return start > behind(before) && lines.isBlank(above(start));
    }

    private String indentation(Place.Member member) {
        String before = lines.before(member.start());
        return switch (before.strip()) {
            case "" -> before;
            case "?" -> before.substring(0, before.indexOf('?'));
            case ":" -> " ".repeat(before.length());
            default -> throw new Unchangeable("there is more than one key in a line");
        };
    }

    private String insert(int place, String indentation, List<String> more, boolean apart) {
        String eol = lines.ending();
        String written = (apart ? eol : "") + indented(more, indentation);
        return lines.begins(place)
                ? text.substring(0, place) + written + eol + text.substring(place)
                : text.substring(0, place) + eol + written + text.substring(place);
    }

    private String indented(List<String> more, String indentation) {
        return more.stream().map(indentation::concat).collect(Collectors.joining(lines.ending()));
    }
}
