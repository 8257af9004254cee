package com.datacline.gateway.registry;

import com.google.re2j.Pattern;

/** Hides what looks like a token, whoever's it is: a JSON web token, or what follows "Bearer". */
public final class TokenLike {
    /** RE2 takes time in proportion to the text, whatever it is. */
    private static final Pattern TOKEN = Pattern.compile(
            "eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*|((?i)bearer)\\s+[A-Za-z0-9._~+/=-]{8,}");

    private TokenLike() {}

    /** Returns a text with {@code ***} in place of what looks like a token. */
    public static String hide(String text) {
        return text.contains("eyJ") || text.contains("earer ") || text.contains("EARER ")
                ? TOKEN.matcher(text).replaceAll("***")
                : text;
    }
}
