package com.datacline.gateway.door;

import com.datacline.gateway.call.Deflated;
import com.datacline.gateway.call.PreparedItems;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers around items that have been written before. */
final class PreparedAnswer {
    /** What is shorter is not worth it. */
    private static final int WORTH_IT = 1024;

    private PreparedAnswer() {}

    /** Returns a result without the items, in whose place there is an empty array. */
    static ObjectNode frame(ObjectNode result, PreparedItems items) {
        ObjectNode frame = result.objectNode();
        result.properties().forEach(member -> frame.set(member.getKey(), member.getValue()));
        frame.putArray(items.member());
        return frame;
    }

    /** Returns the JSON answer that consists of a frame and of the items where the empty array stands. */
    static HttpAnswer json(ObjectNode framed, PreparedItems items) {
        byte[] body = WireJson.bytes(framed);
        // No text in the frame can look like this: its quotation marks would be escaped.
        byte[] gap = ("\"" + items.member() + "\":[]").getBytes(StandardCharsets.UTF_8);
        int at = indexOf(gap, body) + gap.length - 2;
        byte[] around = Arrays.copyOf(body, body.length - 2);
        System.arraycopy(body, at + 2, around, at, body.length - at - 2);
        HttpAnswer answer = HttpAnswer.json(200, around);
        return new HttpAnswer(200, answer.headers(), around, new HttpAnswer.Inset(at, items.json(), items));
    }

    /** Returns the same compressed, if it holds items and the client takes that. */
    static HttpAnswer encoded(HttpAnswer answer, @Nullable String accepted) {
        HttpAnswer.Inset inset = answer.inset();
        PreparedItems items = inset == null ? null : inset.of();
        if (inset == null || items == null || items.json().length < WORTH_IT) {
            return answer;
        }
        HttpAnswer varying = answer.with("Vary", "Accept-Encoding");
        if (!takesGzip(accepted)) {
            return varying;
        }
        Deflated deflated = items.deflated();
        byte[] before = Arrays.copyOf(answer.body(), inset.at());
        byte[] after = Arrays.copyOfRange(answer.body(), inset.at(), answer.body().length);
        byte[] head = deflated.head(before);
        byte[] tail = deflated.tail(before, after);
        byte[] around = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, around, head.length, tail.length);
        return new HttpAnswer(
                        answer.status(),
                        varying.headers(),
                        around,
                        new HttpAnswer.Inset(head.length, deflated.bytes(), null))
                .with("Content-Encoding", "gzip");
    }

    /** Tells whether gzip is named, and not with the quality of nought (RFC 9110, 12.5.3). */
    static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.split(",", -1)) {
            String[] parts = coding.strip().split(";", 2);
            if (parts[0].strip().equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }

    private static int indexOf(byte[] wanted, byte[] text) {
        for (int at = 0; at <= text.length - wanted.length; at++) {
            if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalStateException("a frame without a place for its items");
    }
}
