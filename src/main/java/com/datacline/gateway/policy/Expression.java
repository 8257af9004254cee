package com.datacline.gateway.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.protobuf.Timestamp;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A condition in the Common Expression Language. */
final class Expression implements Condition {
    private static final int MOST_STEPS = 10_000;
    private static final CelOptions OPTIONS =
            CelOptions.current().comprehensionMaxIterations(MOST_STEPS).build();
    private static final MapType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("caller", OBJECT)
            .addVar("action", SimpleType.STRING)
            .addVar("server", SimpleType.STRING)
            .addVar("tags", ListType.create(SimpleType.STRING))
            .addVar("subject", SimpleType.STRING)
            .addVar("annotations", MapType.create(SimpleType.STRING, SimpleType.BOOL))
            .addVar("args", OBJECT)
            .addVar("now", SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    /** The variables that are about what is asked for. */
    private static final Set<String> ASKED = Set.of("action", "server", "tags", "subject", "annotations", "args");

    private static final List<String> HINTS =
            List.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");

    private final CelRuntime.Program program;
    private final Set<String> variables;

    private Expression(CelRuntime.Program program, Set<String> variables) {
        this.program = program;
        this.variables = variables;
    }

    /** @throws IllegalArgumentException if the text is no expression that is true or false; the message says where */
    static Expression of(String text) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
            Set<String> variables = tree.getReferenceMap().values().stream()
                    .map(reference -> reference.name())
                    .collect(Collectors.toUnmodifiableSet());
            return new Expression(RUNTIME.createProgram(tree), variables);
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(faults(e), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private static String faults(CelValidationException refused) {
        return refused.getErrors().stream()
                .map(fault -> "is no expression: " + fault.getMessage() + ", at column "
                        + (fault.getSourceLocation().getColumn() + 1))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    @Override
    public Basis basis() {
        boolean ofCaller = variables.contains("caller");
        boolean ofTime = variables.contains("now");
        if (variables.stream().noneMatch(ASKED::contains)) {
            return Basis.ASKER;
        }
        return ofTime ? Basis.ANYTHING : ofCaller ? Basis.ASKER_AND_SUBJECT : Basis.SUBJECT;
    }

    @Override
    public Match match(Question question) {
        JsonNode arguments = question.arguments();
        String subject = question.subject();
        boolean aboutSubject = variables.contains("subject") || variables.contains("annotations");
        if (variables.contains("args") && arguments == null || aboutSubject && subject == null) {
            return Match.MAYBE;
        }
        try {
            // Arguments are read first, whether they are needed or not: what cannot be read is never passed over.
            Object args = variables.contains("args") ? CelValues.of(arguments) : Map.of();
            return program.eval((CelVariableResolver) name -> value(name, question, args)) instanceof Boolean holds
                    ? Match.of(holds)
                    : Match.BROKEN;
        } catch (CelEvaluationException | RuntimeException e) {
            return Match.BROKEN;
        }
    }

    /** Returns the value of a variable, of which only those are asked that decide. */
    private static Optional<Object> value(String variable, Question question, Object args) {
        return switch (variable) {
            case "caller" -> Optional.of(caller(question));
            case "action" -> Optional.of(question.kind().fileName());
            case "server" -> Optional.of(question.server());
            case "tags" -> Optional.of(question.facts().tags(question.server()));
            case "subject" -> Optional.of(String.valueOf(question.subject()));
            case "annotations" -> Optional.of(annotations(question));
            case "args" -> Optional.of(args);
            case "now" ->
                Optional.of(Timestamp.newBuilder()
                        .setSeconds(question.now().getEpochSecond())
                        .setNanos(question.now().getNano())
                        .build());
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> caller(Question question) {
        return Map.of(
                "id", question.caller().id(),
                "name", question.caller().name(),
                "client", question.caller().client(),
                "roles", List.copyOf(question.roles()),
                "groups", List.copyOf(question.caller().groups()),
                "scopes", List.copyOf(question.caller().scopes()));
    }

    private static Map<String, Boolean> annotations(Question question) {
        JsonNode given = question.kind() == Kind.INVOKE_TOOL
                ? question.facts().annotations(question.server(), String.valueOf(question.subject()))
                : MissingNode.getInstance();
        return HINTS.stream().collect(Collectors.toMap(hint -> hint, hint -> Annotations.value(given, hint)));
    }
}
