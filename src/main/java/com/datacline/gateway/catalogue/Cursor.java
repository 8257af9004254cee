package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of a list begins, opaque to clients (2026-07-28, pagination): what is listed, and how many came before. */
final class Cursor {
    private Cursor() {}

    static String at(String items, int offset) {
        byte[] text = (items + ":" + offset).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** @throws CallFailed with {@code invalid_arguments} if the cursor was not made for a list of these items */
    static int offset(@Nullable String cursor, String items, int size) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(items + ":")) {
                int offset = Integer.parseInt(text.substring(items.length() + 1));
                if (offset >= 0 && offset <= size) {
                    return offset;
                }
            }
        } catch (IllegalArgumentException e) {
            // Not a number, or not Base64: not a cursor of ours.
        }
        throw new CallFailed(FailureCode.INVALID_ARGUMENTS, "the cursor is not valid; begin again without one");
    }
}
