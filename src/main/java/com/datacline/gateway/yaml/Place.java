package com.datacline.gateway.yaml;

import java.util.List;

/** Where a value stands in a YAML text, from the first of its characters to behind the last that means something. */
sealed interface Place {
    int start();

    int end();

    /** A word, a number, a text; empty where a value is left out. */
    record Scalar(int start, int end, String value, boolean plain) implements Place {}

    /** A reference to a value that stands elsewhere. */
    record Alias(int start, int end) implements Place {}

    /** A list. */
    record Items(int start, int end) implements Place {}

    /**
     * A mapping.
     *
     * @param flow whether it is written with braces
     */
    record Members(int start, int end, boolean flow, List<Member> members) implements Place {
        /** Returns the index of a member, or -1. */
        int index(String name) {
            for (int i = 0; i < members.size(); i++) {
                if (members.get(i).key() instanceof Scalar key && key.value().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** One key of a mapping with its value. */
    record Member(Place key, Place value) {
        int start() {
            return key.start();
        }

        int end() {
            return Math.max(key.end(), value.end());
        }
    }
}
