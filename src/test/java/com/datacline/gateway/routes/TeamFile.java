package com.datacline.gateway.routes;

import com.datacline.gateway.GatewayUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A route file that somebody edits: its route answers with the version of the file. */
final class TeamFile {
    /** Texts that can be read and not be used. */
    static final List<String> UNBUILDABLE = List.of(
            route("bean: {ref: nobody, method: nothing}"),
            route("to: {uri: nowhere:x}"),
            route("setBody: {simple: \"${body} ==\"}\n        - filter: {simple: \"${nonsense}\"}"),
            route("to: {uri: direct:nobody-listens-here}"));

    private final Path folder;
    private int names;

    TeamFile(Path folder) {
        this.folder = folder;
    }

    String name() {
        return "9" + names % 10 + "-team.camel.yaml";
    }

    /** Returns the path under which the route is found. */
    String address() {
        return "/team-" + names;
    }

    void rename() throws IOException {
        delete();
        names++;
    }

    void delete() throws IOException {
        Files.deleteIfExists(folder.resolve(name()));
    }

    void write(String text) throws IOException {
        Files.writeString(folder.resolve(name()), text);
    }

    String text(String version) {
        return """
                - route:
                    id: team
                    description: Says which version of this file is in force.
                    from:
                      uri: platform-http:%s
                      steps:
                        - setBody: {constant: "%s"}
                """.formatted(address(), version);
    }

    /** Tells whether this version is in force. */
    boolean path(String version, GatewayUnderTest gateway) {
        return gateway.get(address()).body().equals(version);
    }

    private static String route(String step) {
        return """
                - route:
                    id: team
                    description: Cannot be used.
                    from:
                      uri: direct:team
                      steps:
                        - %s
                """.formatted(step);
    }
}
