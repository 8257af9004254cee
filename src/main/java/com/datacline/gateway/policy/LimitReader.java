package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Finding;
import com.datacline.gateway.yaml.SchemaFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads the {@code limits} of a policy. */
final class LimitReader {
    private static final Duration LONGEST = Duration.ofDays(31);

    private final SchemaFile.Draft draft;
    private final Set<String> names = new HashSet<>();

    /** @param draft the file; faults go there */
    LimitReader(SchemaFile.Draft draft) {
        this.draft = draft;
    }

    List<Limit> read() {
        List<Limit> limits = new ArrayList<>();
        int index = 0;
        for (JsonNode entry : draft.tree().path("limits")) {
            String at = "/limits/" + index++;
            if (draft.isSound(at)) {
                limits.add(limit(at, entry));
            }
        }
        return limits;
    }

    private Limit limit(String at, JsonNode entry) {
        String name = entry.path("name").asText();
        if (!names.add(name)) {
            fault(at + "/name", "another limit is named \"" + name + "\"");
        }
        if (!entry.has("requests") && !entry.has("concurrent")) {
            fault(at, "limits nothing: needs requests (and within), or concurrent, or both");
        }
        Set<Limit.Per> per = EnumSet.noneOf(Limit.Per.class);
        EnumSet.allOf(Limit.Per.class).stream()
                .filter(one -> Texts.of(entry.path("per")).contains(one.fileName()))
                .forEach(per::add);
        return new Limit(
                name,
                draft.document().line(at),
                per,
                // like a denying rule: of a list, any element will do
                new ConditionReader(at + "/condition", Effect.DENY, draft.findings()).read(entry.path("condition")),
                rate(at, entry),
                entry.path("concurrent").asInt(0));
    }

    private @Nullable Rate rate(String at, JsonNode entry) {
        if (!entry.has("requests")) {
            List.of("within", "burst").stream()
                    .filter(entry::has)
                    .forEach(key -> fault(at + "/" + key, "means nothing without requests"));
            return null;
        }
        if (!entry.has("within")) {
            fault(at + "/requests", "needs within: in which time there may be so many");
            return null;
        }
        String text = entry.path("within").asText();
        Duration within = DurationStyle.SIMPLE.parse(text);
        if (within.compareTo(LONGEST) > 0) {
            fault(at + "/within", "must be at most " + LONGEST.toDays() + "d, was \"" + text + "\"");
        }
        long requests = entry.path("requests").asLong();
        return new Rate(requests, within, entry.path("burst").asLong(requests));
    }

    private void fault(String pointer, String reason) {
        draft.findings().add(new Finding(pointer, reason));
    }
}
