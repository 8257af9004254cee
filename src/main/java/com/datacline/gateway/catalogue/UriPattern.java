package com.datacline.gateway.catalogue;

import com.google.re2j.Pattern;

/**
 * Recognises what a URI template (RFC 6570) may expand to. Matching takes time linear in the length of the URI, whatever
 * template and URI are made of.
 */
final class UriPattern {
    private static final int LONGEST = 8192;

    private final Pattern pattern;
    private final String start;
    private final int literal;

    private UriPattern(Pattern pattern, String start, int literal) {
        this.pattern = pattern;
        this.start = start;
        this.literal = literal;
    }

    /** Reads a template; a brace that is not closed stands for itself. */
    static UriPattern of(String template) {
        StringBuilder regex = new StringBuilder();
        int literal = 0;
        int at = 0;
        int first = -1;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            int end = close < 0 ? template.length() : open;
            regex.append(Pattern.quote(template.substring(at, end)));
            literal += end - at;
            if (close < 0) {
                break;
            }
            first = first < 0 ? open : first;
            regex.append(expansion(template.substring(open + 1, close)));
            at = close + 1;
        }
        String start = first < 0 ? template : template.substring(0, first);
        return new UriPattern(Pattern.compile(regex.toString(), Pattern.DOTALL), start, literal);
    }

    boolean matches(String uri) {
        return uri.length() <= LONGEST && uri.startsWith(start) && pattern.matches(uri);
    }

    /** Returns how many characters of the template stand for themselves: the more, the closer it describes a match. */
    int literal() {
        return literal;
    }

    /** What an expression may become, by its operator (RFC 6570, section 3.2). */
    private static String expansion(String expression) {
        return switch (expression.isEmpty() ? ' ' : expression.charAt(0)) {
            case '+' -> ".*";
            case '#' -> "(?:#.*)?";
            case '.' -> "(?:\\.[^/?#]*)?";
            case '/' -> "(?:/[^?#]*)?";
            case ';' -> "(?:;[^/?#]*)?";
            case '?' -> "(?:\\?[^#]*)?";
            case '&' -> "(?:&[^#]*)?";
            default -> "[^/?#]*";
        };
    }
}
