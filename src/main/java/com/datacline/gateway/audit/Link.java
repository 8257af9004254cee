package com.datacline.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record's place in the chain: the last three members of its line.
 *
 * @param seq its number, from 1
 * @param prev the {@code hash} of the record before, or 64 zeros
 * @param hash digest of all bytes between the end of the record before and this member
 */
record Link(long seq, String prev, String hash) {
    private static final int HASH_MEMBER = ",\"hash\":\"\"}".length() + 64;
    private static final int LONGEST = 19 + ",\"seq\":,\"prev\":\"\"".length() + 64 + HASH_MEMBER;
    private static final Pattern END =
            Pattern.compile(",\"seq\":([1-9][0-9]{0,17}),\"prev\":\"([0-9a-f]{64})\",\"hash\":\"([0-9a-f]{64})\"}$");

    /** Returns the link at the end of a line, or null if there is none. */
    static @Nullable Link read(byte[] line, int length) {
        int from = Math.max(0, length - LONGEST);
        Matcher end = END.matcher(new String(line, from, length - from, StandardCharsets.ISO_8859_1));
        return end.find() ? new Link(Long.parseLong(end.group(1)), end.group(2), end.group(3)) : null;
    }

    /** Returns how many bytes of a line with a link its hash covers. */
    static int covered(int length) {
        return length - HASH_MEMBER;
    }

    /** Returns a record with what follows its own members, up to where its hash covers it. */
    static byte[] open(byte[] json, long seq, String prev) {
        byte[] more = (",\"seq\":" + seq + ",\"prev\":\"" + prev + "\"").getBytes(StandardCharsets.US_ASCII);
        byte[] open = Arrays.copyOf(json, json.length - 1 + more.length);
        System.arraycopy(more, 0, open, json.length - 1, more.length);
        return open;
    }

    /** Returns the whole line, with its line feed. */
    byte[] close(byte[] open) {
        byte[] end = (",\"hash\":\"" + hash + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(open, open.length + end.length);
        System.arraycopy(end, 0, line, open.length, end.length);
        return line;
    }

    /** Tells whether the same three members stand in a parsed record. */
    boolean isIn(JsonNode record) {
        return record.path("seq").asLong() == seq
                && record.path("prev").asText().equals(prev)
                && record.path("hash").asText().equals(hash);
    }
}
