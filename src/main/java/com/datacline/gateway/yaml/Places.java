package com.datacline.gateway.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/** Finds where the values of a YAML text stand. */
final class Places {
    private final String text;
    private final boolean wide;
    private final Iterator<Event> events;

    private Places(String text) {
        this.text = text;
        this.wide = text.codePointCount(0, text.length()) != text.length();
        this.events =
                new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
    }

    /** Returns where the text's one document stands, or null if there is none; the text is known to be YAML. */
    static @Nullable Place of(String text) {
        Places places = new Places(text);
        while (places.events.hasNext()) {
            Event event = places.events.next();
            if (event instanceof NodeEvent) {
                return places.place(event);
            }
        }
        return null;
    }

    private Place place(Event event) {
        int start = at(event.getStartMark());
        return switch (event) {
            case ScalarEvent scalar ->
                new Place.Scalar(
                        start, end(scalar, start), scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
            case AliasEvent alias -> new Place.Alias(start, at(alias.getEndMark()));
            case SequenceStartEvent sequence -> items(start, sequence.isFlow());
            case MappingStartEvent mapping -> members(start, mapping.isFlow());
            default -> throw new IllegalStateException("no value begins with " + event);
        };
    }

    private Place.Items items(int start, boolean flow) {
        int end = start;
        Event event = events.next();
        for (; !(event instanceof SequenceEndEvent); event = events.next()) {
            end = Math.max(end, place(event).end());
        }
        return new Place.Items(start, flow ? at(event.getEndMark()) : end);
    }

    private Place.Members members(int start, boolean flow) {
        int end = start;
        List<Place.Member> members = new ArrayList<>();
        Event event = events.next();
        for (; !(event instanceof MappingEndEvent); event = events.next()) {
            Place key = place(event);
            Place.Member member = new Place.Member(key, place(events.next()));
            members.add(member);
            end = Math.max(end, member.end());
        }
        return new Place.Members(start, flow ? at(event.getEndMark()) : end, flow, members);
    }

    /** The parser counts blank lines behind a block scalar as its own, though they mean something with {@code |+} only. */
    private int end(ScalarEvent scalar, int start) {
        int end = at(scalar.getEndMark());
        ScalarStyle style = scalar.getScalarStyle();
        if (style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED) {
            return end;
        }
        String written = text.substring(start, end);
        boolean keep = written.lines().findFirst().orElse("").contains("+");
        return keep ? end : start + written.stripTrailing().length();
    }

    /** Marks count code points. */
    private int at(Mark mark) {
        return wide ? text.offsetByCodePoints(0, mark.getIndex()) : mark.getIndex();
    }
}
