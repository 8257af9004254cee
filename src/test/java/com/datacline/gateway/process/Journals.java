package com.datacline.gateway.process;

import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads journals as an operator would. */
final class Journals {
    private Journals() {}

    /** Returns the records, without what a crash has cut. */
    static List<JsonNode> whole(Path file) {
        List<JsonNode> records = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                try {
                    records.add(WireJson.MAPPER.readTree(line));
                } catch (IOException cut) {
                    // The crash came while it was written, so its call was not answered.
                }
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the {@code message} argument of each call of {@code echo}, in order. */
    static List<String> messages(List<JsonNode> records) {
        return records.stream()
                .map(line -> line.path("parameters").path("message").asText())
                .filter(message -> !message.isEmpty())
                .toList();
    }
}
