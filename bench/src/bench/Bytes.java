package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.BitSet;

/** Looks at answers as bytes: enough to tell a success from anything else, and cheap enough to do for each one. */
final class Bytes {
    private static final byte[] MARK = Upstream.MARK.getBytes(US_ASCII);
    private static final byte[] IS_ERROR = "\"isError\":".getBytes(US_ASCII);

    private Bytes() {}

    /** What is wrong with an answer to the call with this id, or nothing. */
    static String fault(Wire answer, byte[] id, int upstreams) {
        byte[] body = answer.body();
        int length = answer.length();
        if (answer.status() != 200) {
            return "no success";
        }
        if (find(body, length, id) < 0) {
            return "another call's id, not " + new String(id, US_ASCII);
        }
        int heard = upstreamsIn(body, length);
        if (heard != upstreams) {
            return "for " + heard + " upstream servers, not " + upstreams;
        }
        return saysError(body, length) ? "isError" : "";
    }

    static int find(byte[] text, int length, byte[] word) {
        return find(text, 0, length, word);
    }

    private static int find(byte[] text, int from, int length, byte[] word) {
        for (int at = from; at <= length - word.length; at++) {
            int same = 0;
            while (same < word.length && text[at + same] == word[same]) {
                same++;
            }
            if (same == word.length) {
                return at;
            }
        }
        return -1;
    }

    private static int upstreamsIn(byte[] body, int length) {
        var seen = new BitSet();
        for (int at = find(body, 0, length, MARK); at >= 0 && at + MARK.length + 3 <= length; ) {
            int digits = at + MARK.length;
            int number = (body[digits] - '0') * 100 + (body[digits + 1] - '0') * 10 + body[digits + 2] - '0';
            seen.set(number);
            at = find(body, digits, length, MARK);
        }
        return seen.cardinality();
    }

    private static boolean saysError(byte[] body, int length) {
        for (int at = find(body, 0, length, IS_ERROR); at >= 0; at = find(body, at + 1, length, IS_ERROR)) {
            int value = at + IS_ERROR.length;
            while (value < length && body[value] == ' ') {
                value++;
            }
            if (value < length && body[value] == 't') {
                return true;
            }
        }
        return false;
    }
}
