package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a broadcast, for people. */
final class BroadcastText {
    private static final int SUMMARY = 200;

    private BroadcastText() {}

    /** @param full whether results are printed whole, and not their beginnings */
    static void print(JsonNode answer, boolean full) {
        int successful = answer.path("successful").asInt();
        Output.marked(successful > 0, successful > 0 ? "Broadcast completed" : "Broadcast failed on every server");
        System.out.println("Servers queried: " + answer.path("total_servers").asInt() + " ("
                + Style.good() + " " + successful + " successful, "
                + Style.bad() + " " + answer.path("failed").asInt() + " failed)");
        Output.line("Execution time: %sms", answer.path("execution_time_ms").asText());
        if (answer.has("merged")) {
            Output.line("");
            Output.line("Merged:");
            Output.text(shown(answer.path("merged"), full));
        }
        if (!answer.path("results").isEmpty()) {
            Output.line("");
            Output.line("Results by server:");
            answer.path("results").properties().forEach(result -> {
                Output.line("");
                Output.line("[%s]", result.getKey());
                if (full) {
                    Output.text(shown(result.getValue(), true));
                } else {
                    Output.prose(shown(result.getValue(), false));
                }
            });
        }
        if (!answer.path("errors").isEmpty()) {
            Output.line("");
            Output.line("Errors:");
            answer.path("errors")
                    .properties()
                    .forEach(error -> Output.prose(
                            "  " + error.getKey() + ": " + error.getValue().asText()));
        }
    }

    private static String shown(JsonNode result, boolean full) {
        if (full) {
            return result.isTextual() ? result.asText() : Output.pretty(result);
        }
        String text = result.isTextual() ? result.asText() : result.toString();
        return text.codePointCount(0, text.length()) <= SUMMARY
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SUMMARY)) + "...";
    }
}
