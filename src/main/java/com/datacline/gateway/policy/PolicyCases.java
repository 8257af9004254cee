package com.datacline.gateway.policy;

import com.datacline.gateway.security.Caller;
import com.datacline.gateway.yaml.Finding;
import com.datacline.gateway.yaml.SchemaFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case file: a policy, a line {@code ---}, and requests with what the policy says to each. */
public final class PolicyCases {
    private static final String NOON = "2026-11-27T12:00:00Z";
    private static final SchemaFile FILES =
            new SchemaFile("/policy-cases.schema.json", new PolicyWords(), InvalidPolicy::new);

    private PolicyCases() {}

    /**
     * One request and its outcome.
     *
     * @param line where it stands
     * @param request what was asked
     * @param expected what the file expects, such as {@code denied rule no-deletions}
     * @param said what the policy said
     */
    public record Outcome(int line, String request, String expected, String said) {

        /** Tells whether the policy said what was expected. */
        public boolean passed() {
            return expected.equals(said);
        }
    }

    /** @throws InvalidPolicy if the policy or the cases cannot be used */
    public static List<Outcome> run(Path file) {
        String name = String.valueOf(file.getFileName());
        List<String> lines = FILES.text(file, "Name a file of cases").lines().toList();
        int border = lines.lastIndexOf("---");
        PolicyUnderCheck policy =
                PolicyUnderCheck.read(name, String.join("\n", border < 0 ? lines : lines.subList(0, border)) + "\n");
        String cases =
                border < 0 ? "" : "\n".repeat(border + 1) + String.join("\n", lines.subList(border + 1, lines.size()));
        SchemaFile.Draft draft = FILES.draft(name, cases);
        List<PolicyQuery> queries = new ArrayList<>();
        JsonNode tree = draft.tree();
        for (int i = 0; i < tree.path("requests").size(); i++) {
            if (draft.isSound("/requests/" + i)) {
                queries.add(query(tree, "/requests/" + i, draft.findings()));
            }
        }
        FILES.accept(draft);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            JsonNode request = tree.path("requests").path(i);
            PolicyAnswer answer = policy.answer(queries.get(i));
            outcomes.add(new Outcome(
                    draft.document().line("/requests/" + i),
                    request.toString(),
                    request.path("expect").asText() + " "
                            + request.path("because").asText(),
                    (answer.allowed() ? "allowed " : "denied ")
                            + answer.because().replace("\"", "")));
        }
        return outcomes;
    }

    private static PolicyQuery query(JsonNode tree, String pointer, List<Finding> findings) {
        JsonNode request = tree.at(pointer);
        JsonNode caller = tree.path("callers").path(request.path("user").asText());
        JsonNode server = tree.path("servers").path(request.path("server").asText());
        String what = request.has("resource") ? "resource" : request.has("prompt") ? "prompt" : "tool";
        String subject = request.path(what).asText("any");
        JsonNode arguments = request.path("arguments");
        return new PolicyQuery(
                new Caller(
                        request.path("user").asText(),
                        request.path("user").asText(),
                        caller.path("client").asText(),
                        texts(caller.path("roles")),
                        texts(caller.path("groups")),
                        texts(caller.path("scopes")),
                        null),
                switch (what) {
                    case "resource" -> "read_resource";
                    case "prompt" -> "get_prompt";
                    default -> "invoke_tool";
                },
                request.path("server").asText(),
                subject.equals("any") ? null : subject,
                subject.equals("any") ? null : arguments(arguments),
                server.path("tools").path(subject),
                List.copyOf(Texts.of(server.path("tags"))),
                time(request.path("at").asText(tree.path("at").asText(NOON)), pointer, findings));
    }

    private static @Nullable JsonNode arguments(JsonNode given) {
        return given.isTextual() ? null : given.isMissingNode() ? JsonNodeFactory.instance.objectNode() : given;
    }

    private static Set<String> texts(JsonNode list) {
        return new HashSet<>(Texts.of(list));
    }

    private static Instant time(String text, String pointer, List<Finding> findings) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            findings.add(new Finding(pointer + "/at", "is no time such as " + NOON));
            return Instant.EPOCH;
        }
    }
}
