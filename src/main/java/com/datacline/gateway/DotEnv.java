package com.datacline.gateway;

import java.io.BufferedReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a {@code .env} file, read as shells and other tools do: {@code export}, quotes and comments are not part of
 * a value, and a backslash is a backslash.
 */
public final class DotEnv {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:export\\s+)?(?<key>[^\\s=#]+)\\s*=\\s*(?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<bare>.*?))\\s*(?:(?<=\\s)#.*)?");

    private DotEnv() {}

    /** Returns the variables by their names, in the order of the file; the last of two wins. */
    public static Map<String, String> read(BufferedReader reader) {
        Map<String, String> values = new LinkedHashMap<>();
        reader.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            String quoted = line.group("single") != null ? line.group("single") : line.group("double");
            values.put(line.group("key"), quoted != null ? quoted : line.group("bare"));
        });
        return values;
    }
}
