package com.datacline.gateway.yaml;

import java.util.List;

/** Changes of mappings that are written with braces; JSON is such YAML. */
final class FlowEdit {
    private final String text;

    FlowEdit(String text) {
        this.text = text;
    }

    /** Adds a key with its value behind the last, as far from it as that is from the one before. */
    String add(Place.Members members, String written) {
        List<Place.Member> all = members.members();
        if (all.isEmpty()) {
            int at = members.end() - 1;
            return text.substring(0, at) + written + text.substring(at);
        }
        int last = all.size() - 1;
        int at = all.get(last).end();
        int from = last > 0 ? all.get(last - 1).end() : members.start() + 1;
        String gap = text.substring(from, all.get(last).start()).replaceFirst(",", "");
        String between = gap.isBlank() && (last > 0 || gap.contains("\n")) ? gap : " ";
        return text.substring(0, at) + "," + between + written + text.substring(at);
    }

    /** Adds a key with a word, quoted where the other keys are. */
    String word(Place.Members members, String key, String word) {
        boolean quoted = !members.members().isEmpty()
                && text.charAt(members.members().getFirst().start()) == '"';
        return add(members, (quoted ? YamlWords.json(key) : key) + ": " + word);
    }

    String replace(Place.Members members, int index, String key, Object value) {
        Place.Member old = members.members().get(index);
        return text.substring(0, old.start()) + YamlWords.inline(key, value) + text.substring(old.end());
    }

    /** Takes a key away with the comma and the blanks that parted it from its neighbour; comments stay. */
    String remove(Place.Members members, int index) {
        List<Place.Member> all = members.members();
        Place.Member old = all.get(index);
        if (index > 0) {
            int from = all.get(index - 1).end();
            String gap = text.substring(from, old.start());
            int comma = gap.indexOf(',');
            return gap.contains("#")
                    ? text.substring(0, from)
                            + gap.substring(0, comma)
                            + gap.substring(comma + 1)
                            + text.substring(old.end())
                    : text.substring(0, from) + text.substring(old.end());
        }
        int to = all.size() > 1 ? all.get(1).start() : members.end() - 1;
        String gap = text.substring(old.end(), to);
        int comma = gap.indexOf(',');
        if (gap.contains("#") || all.size() == 1) {
            to = old.end() + comma + 1;
        }
        return text.substring(0, old.start()) + text.substring(comma < 0 ? old.end() : to);
    }
}
