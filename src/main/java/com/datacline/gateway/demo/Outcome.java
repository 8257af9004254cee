package com.datacline.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What became of a tool call. */
sealed interface Outcome {

    /** The tool answered, in the shape of its output schema. */
    record Answered(ObjectNode content) implements Outcome {}

    /** The arguments made no sense; says what to mend. */
    record Refused(List<String> faults) implements Outcome {}
}
