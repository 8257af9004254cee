package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteFile;
import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;

/**
 * One route file as a text.
 *
 * @param name the file relative to the folder of routes
 */
record RouteText(String name, YamlDocument document, JsonNode tree) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** @throws YamlDocument.Unreadable if it is not YAML */
    static RouteText of(RouteFile file) {
        YamlDocument document = YamlDocument.read(file.text());
        return new RouteText(file.name(), document, JSON.valueToTree(document.value()));
    }

    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    RouteFault fault(String pointer, String reason) {
        return new RouteFault(name, document.line(pointer), reason);
    }
}
