package bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The two members of a JSON-RPC message the canned server needs, found without a parser.
 *
 * @param id the id as it was written, quotes included; empty for a notification
 */
record Envelope(String id, String method) {
    static Envelope of(byte[] json, int length) {
        String id = "";
        String method = "";
        int depth = 0;
        for (int at = 0; at < length; at++) {
            byte c = json[at];
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == '"') {
                int end = closingQuote(json, at, length);
                int colon = skipSpace(json, end + 1, length);
                if (depth == 1 && colon < length && json[colon] == ':') {
                    int value = skipSpace(json, colon + 1, length);
                    switch (new String(json, at + 1, end - at - 1, UTF_8)) {
                        case "id" -> id = scalar(json, value, length);
                        case "method" -> method = scalar(json, value, length).replace("\"", "");
                        default -> {}
                    }
                }
                at = end;
            }
        }
        return new Envelope(id, method);
    }

    private static String scalar(byte[] json, int start, int length) {
        int end = start;
        if (json[start] == '"') {
            end = closingQuote(json, start, length) + 1;
        } else {
            while (end < length && ",}] \r\n\t".indexOf(json[end]) < 0) {
                end++;
            }
        }
        return new String(json, start, end - start, UTF_8);
    }

    private static int closingQuote(byte[] json, int open, int length) {
        for (int at = open + 1; at < length; at++) {
            if (json[at] == '\\') {
                at++;
            } else if (json[at] == '"') {
                return at;
            }
        }
        throw new Failure("a JSON string that never ends");
    }

    private static int skipSpace(byte[] json, int at, int length) {
        while (at < length && json[at] <= ' ') {
            at++;
        }
        return at;
    }
}
