package com.datacline.gateway.tools;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Arguments become headers, and headers of Camel's own steer components: {@code CamelHttpUri} says where a request goes,
 * {@code CamelSqlQuery} what is asked. No argument may be called like one.
 */
final class ReservedNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private ReservedNames() {}

    /** @throws InvalidTool if a parameter cannot be called so */
    static void check(String tool, String parameter) {
        String lower = parameter.toLowerCase(Locale.ROOT);
        if (lower.startsWith("camel") || lower.startsWith("org.apache.camel")) {
            throw new InvalidTool(
                    tool, "no parameter may be called \"" + parameter + "\": such headers steer Camel itself");
        }
        if (!NAME.matcher(parameter).matches()) {
            throw new InvalidTool(
                    tool, "parameter \"" + parameter + "\": a name has letters, digits, '_' and '-' only");
        }
    }
}
