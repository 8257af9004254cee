package com.datacline.gateway.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A kind of YAML file that has a schema. */
public final class SchemaFile {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final JsonSchema schema;
    private final SchemaFaults faults;
    private final BiFunction<String, List<Fault>, InvalidFile> refusal;

    /**
     * @param resource the schema on the class path
     * @param words how faults are named
     * @param refusal makes the exception from the file's name and its faults
     */
    public SchemaFile(String resource, Words words, BiFunction<String, List<Fault>, InvalidFile> refusal) {
        this.schema = load(resource);
        this.faults = new SchemaFaults(schema.getSchemaNode(), words);
        this.refusal = refusal;
    }

    /**
     * A file on its way to being accepted.
     *
     * @param name the file's name in messages
     * @param document the text and its lines
     * @param tree the same as JSON
     * @param findings what is wrong with it so far; more may be added
     */
    public record Draft(String name, YamlDocument document, JsonNode tree, List<Finding> findings) {

        /** Tells whether nothing is wrong at or below the pointer. */
        public boolean isSound(String pointer) {
            return findings.stream().noneMatch(finding -> (finding.pointer() + "/").startsWith(pointer + "/"));
        }
    }

    /**
     * Returns the text of a file.
     *
     * @param remedy what to do if there is no such file
     */
    public String text(Path file, String remedy) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw refusal.apply(file.toString(), List.of(new Fault(1, "", "no such file. " + remedy)));
        } catch (IOException e) {
            throw refusal.apply(file.toString(), List.of(new Fault(1, "", "cannot be read: " + e)));
        }
    }

    /** Returns the text as a draft with what the schema finds wrong; what is not YAML at all is refused. */
    public Draft draft(String name, String text) {
        YamlDocument document;
        try {
            document = YamlDocument.read(text);
        } catch (YamlDocument.Unreadable e) {
            throw refusal.apply(name, List.of(new Fault(e.line(), "", "not valid YAML: " + e.getMessage())));
        }
        JsonNode tree = JSON.valueToTree(document.value());
        List<Finding> findings = new ArrayList<>();
        schema.validate(tree).forEach(message -> findings.add(faults.describe(message)));
        return new Draft(name, document, tree, findings);
    }

    /** Throws the refusal with everything that is wrong, in the order of lines, if anything is. */
    public void accept(Draft draft) {
        if (draft.findings().isEmpty() && draft.document().repeated().isEmpty()) {
            return;
        }
        YamlDocument document = draft.document();
        throw refusal.apply(
                draft.name(),
                Stream.concat(
                                document.repeated().stream(),
                                draft.findings().stream().map(broken -> broken.at(document)))
                        .distinct()
                        .sorted(Comparator.comparingInt(Fault::line).thenComparing(Fault::key))
                        .toList());
    }

    private static JsonSchema load(String resource) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        try (InputStream in = SchemaFile.class.getResourceAsStream(resource)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
