package com.datacline.gateway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The scenarios that the conformance suite runs for one revision of the protocol, as its own list has them. */
final class Requirements {
    private static final Path FOLDER =
            Path.of("src/test/node/node_modules/@modelcontextprotocol/conformance/requirements");

    private Requirements() {}

    /** Returns the names for one leg, {@code server} or {@code client}: what is scored, and what is run for information. */
    @SuppressWarnings("unchecked")
    static List<String> of(String revision, String leg) {
        try {
            Map<String, Object> document = new Yaml().load(Files.readString(FOLDER.resolve(revision + ".yaml")));
            TreeSet<String> names = new TreeSet<>((List<String>) document.get(leg));
            for (Map<String, String> entry : (List<Map<String, String>>) document.get("not_scored")) {
                if (leg.equals(entry.get("leg"))) {
                    names.add(entry.get("scenario"));
                }
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
