package com.datacline.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * Reads a {@code .env} file as shells and other tools do: {@code export}, quotes and comments are not part of a value,
 * and a backslash is a backslash.
 */
public final class DotEnvLoader implements PropertySourceLoader {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:export\\s+)?(?<key>[^\\s=#]+)\\s*=\\s*(?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<bare>.*?))\\s*(?:(?<=\\s)#.*)?");

    @Override
    public String[] getFileExtensions() {
        return new String[] {"env"};
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
                String quoted = line.group("single") != null ? line.group("single") : line.group("double");
                values.put(line.group("key"), quoted != null ? quoted : line.group("bare"));
            });
        }
        return List.of(new MapPropertySource(name, values));
    }
}
