package com.datacline.gateway.routes.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a team may write in its routes, and what it may not. */
@Tag("routes")
class RouteRulesTest {
    private static final String TEAM = "team/90-team.camel.yaml";
    private static final String ROUTE = """
            - route:
                id: team
                description: A route of a team.
                from:
                  uri: direct:team
                  steps:
                    - log: {message: here}
                    - %s
            """;

    private static GatewayUnderTest gateway;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.with()
                .server("notion", URI.create("http://127.0.0.1:9/mcp"))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: direct:nowhere                                              | no route begins with direct:nowhere",
                "to: {uri: 'seda:nowhere?size=1'}                                | no route begins with seda:nowhere",
                "wireTap: {uri: direct:nowhere}                                  | no route begins with direct:nowhere",
                "enrich: {constant: direct:nowhere}                              | no route begins with direct:nowhere",
                "toD: 'direct:upstraem-${body.server}'                           | no route begins with direct:upstraem-...",
                "to: direct:upstream-nobody                                      | no enabled server of the registry is called nobody",
                "to: 'kaffka:x'                                                  | there is no component \"kaffka\"",
                "toD: 'kaffka:${body}'                                           | there is no component \"kaffka\"",
                "bean: {ref: nobody}                                             | there is no bean \"nobody\"",
                "bean: {ref: policy, method: decyde}                             | the bean \"policy\" has no method decyde",
                "setBody: {method: {ref: policy, method: decyde}}                | the bean \"policy\" has no method decyde",
                "split: {simple: '${body}', aggregationStrategy: none, steps: [{log: x}]} | there is no bean \"none\"",
                "setBody: {simple: '${body.x'}                                   | does not compile",
                "filter: {simple: '${body} == ', steps: [{log: x}]}              | does not compile",
                "setBody: {jsonpath: '$.a'}                                      | there is no language \"jsonpath\"",
                "setBody: {constant: '{{no.such}}'}                              | there is no setting \"no.such\"",
                "filter: {simple: \"${body} is 'no.Such'\", steps: [{log: x}]}   | there is no class no.Such",
                "doTry: {steps: [{log: x}], doCatch: [{exception: [no.Such], steps: [{log: x}]}]} | there is no class no.Such",
                "nonsense: {a: b}                                                | unknown step \"nonsense\"",
                "bean: {ref: policy, methd: decide}                              | has no option \"methd\", did you mean \"method\"?",
                "setVariable: {simple: x}                                        | lacks \"name\"",
                "log: {message: x, loggingLevel: LOUD}                           | cannot be \"LOUD\"",
                "to: mcp:notion                                                  | may not have been decided",
                "to: tools:notion                                                | may not have been decided",
                "to: direct:openapi                                              | may not have been decided",
                "wireTap: {uri: mcp:notion, dynamicUri: false}                   | may not have been decided",
                "toD: 'mcp:${body.server}'                                       | it may be a server",
                "toD: '${body.url}'                                              | it may be a server",
                "toD: 'direct:${body}'                                           | it may be a server",
                "recipientList: {header: to}                                     | it may be a server",
                "routingSlip: {method: {ref: policy, method: sight}}             | it may be a server",
                "enrich: {simple: 'mcp:${body}'}                                 | it may be a server"
            })
    void what_a_team_may_not_write_is_refused_with_file_and_line(String step, String reason) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, ROUTE.formatted(step));

        assertThat(routes.faults(gateway))
                .anySatisfy(fault -> {
                    assertThat(fault.reason()).contains(reason);
                    assertThat(fault.file()).isEqualTo(TEAM);
                    assertThat(fault.line()).as("%s", fault).isEqualTo(8);
                })
                .allSatisfy(fault -> assertThat(fault.file()).isEqualTo(TEAM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'file:b?nonsense=1'                                                      | 8",
                "to: {uri: 'file:b?nonsense=1'}                                               | 8",
                "wireTap: {uri: 'file:b?nonsense=1', dynamicUri: false}                       | 8",
                "log: x<br>        - to: 'file:b?nonsense=1'                                  | 9",
                "log: x<br>        - to: {uri: 'file:b?nonsense=1'}                           | 9",
                "log: x<br>        - to:<br>            uri: file:b<br>            parameters: {nonsense: 1} | 10",
                "filter:<br>            simple: '${body} != null'<br>            steps:<br>              - log: x<br>"
                        + "              - to: 'file:b?nonsense=1'                          | 12"
            })
    void what_cannot_be_built_is_found_where_it_stands(String steps, int line) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, ROUTE.formatted(steps.replace("<br>", "\n")));

        assertThat(routes.faults(gateway)).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).contains("Unknown parameters=[{nonsense=1}]");
            assertThat(fault.file()).isEqualTo(TEAM);
            assertThat(fault.line()).as("%s", fault).isEqualTo(line);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: 'sql:select 1?dataSource=#dataSource'                                  | \"dataSource\" is the gateway's own database",
                "to: 'sql:select 1?dataSource=%23dataSource'                                | \"dataSource\" is the gateway's own database",
                "to: 'sql:select 1?dataSource=dataSource'                                   | \"dataSource\" is the gateway's own database",
                "to: 'sql:select 1?dataSource=#bean:dataSource&batch=true'                  | \"dataSource\" is the gateway's own database",
                "to: 'sql:select 1?dataSource=#type:javax.sql.DataSource'                   | \"javax.sql.DataSource\" is the gateway's own database",
                "to: {uri: 'sql:select 1', parameters: {dataSource: '#dataSource'}}         | \"dataSource\" is the gateway's own database",
                "to: {uri: 'sql:select 1', parameters: {dataSource: dataSource}}            | \"dataSource\" is the gateway's own database",
                "toD: 'sql:select ${body}?dataSource=#dataSource'                           | \"dataSource\" is the gateway's own database",
                "enrich: {simple: 'sql:select 1?dataSource=#dataSource'}                    | \"dataSource\" is the gateway's own database",
                "to: 'sql-stored:gone(INTEGER ${header.a})?dataSource=#dataSource'          | \"dataSource\" is the gateway's own database",
                "bean: {ref: dataSource, method: getConnection}                             | \"dataSource\" is the gateway's own database",
                "setBody: {method: {ref: dataSource, method: getLoginTimeout}}              | \"dataSource\" is the gateway's own database",
                // the only one that leads there
                "setBody: {method: {ref: jdbcTemplate, method: getQueryTimeout}}            | there is no bean \"jdbcTemplate\"",
                "setBody: {method: {ref: transactionManager, method: toString}}             | there is no bean \"transactionManager\"",
                "setBody: {simple: '${bean:dataSource?method=getJdbcUrl}'}                  | \"dataSource\" is the gateway's own database",
                "to: {uri: 'sql:select 1'}                                                  | there is no database for tools; set TOOLS_DATABASE_URL",
                "to: {uri: 'sql-stored:gone(INTEGER ${header.a})'}                          | there is no database for tools; set TOOLS_DATABASE_URL"
            })
    void a_team_does_not_reach_the_gateways_own_database(String step, String reason) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, ROUTE.formatted(step));

        assertThat(routes.faults(gateway)).anySatisfy(fault -> {
            assertThat(fault.reason()).contains(reason);
            assertThat(fault.file()).isEqualTo(TEAM);
            assertThat(fault.line()).as("%s", fault).isEqualTo(8);
        });
    }

    @Test
    void a_tool_beside_the_gateways_own_routes_does_not_reach_its_database_either() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write("90-team.camel.yaml", """
                - route:
                    id: team
                    description: A tool of a team.
                    from:
                      uri: ai-tool:team
                      parameters: {description: The audit trail}
                      steps:
                        - to: {uri: "sql:select 1", parameters: {dataSource: "#dataSource"}}
                """);

        assertThat(routes.faults(gateway)).singleElement().satisfies(fault -> {
            assertThat(fault.reason()).contains("\"dataSource\" is the gateway's own database");
            assertThat(fault.line()).isEqualTo(8);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to: direct:upstream-notion",
                "toD: 'direct:upstream-${body.server}'",
                "to: direct:call",
                "toD: 'direct:rest-${body}'",
                "to: 'log:team?level=DEBUG'",
                "enrich: {simple: 'sql:select 1'}",
                "setBody: {simple: '{{gateway.version}}'}",
                "setBody: {constant: '{{no.such:default}}'}",
                "delay: {constant: 5000}",
                "filter: {simple: true, steps: [{log: x}]}",
                "log: {message: hello}"
            })
    void what_a_team_may_write_is_taken(String step) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, ROUTE.formatted(step));

        assertThat(routes.faults(gateway)).isEmpty();
    }

    @Test
    void a_mask_cannot_be_taken_off_by_an_edit_of_the_way_to_servers() throws IOException {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write("shaping/mask.camel.yaml", """
                - route:
                    id: no-mail
                    description: Answers have no e-mail addresses.
                    from:
                      uri: shape:result?server=notion
                      steps:
                        - to: "kamelet:mask-field?field=email"
                """);
        assertThat(routes.faults(gateway)).isEmpty();

        String way = Files.readString(Path.of("routes/50-upstream.camel.yaml"));
        routes.write(
                "50-upstream.camel.yaml",
                way.replace("{to: {uri: shape:result}}", "{log: shaped}")
                        .replace("to: {uri: shape:result}", "log: shaped"));
        assertThat(routes.faults(gateway)).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("shaping/mask.camel.yaml");
            assertThat(fault.reason()).contains("nothing passes there");
        });
    }

    @Test
    void a_team_cannot_make_a_way_to_a_server_that_skips_the_decision() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, """
                - route:
                    id: upstream-mine
                    description: The way of a team.
                    from:
                      uri: direct:upstream-mine
                      steps:
                        - setBody: {constant: whatever}
                """);

        assertThat(reasons(routes)).anyMatch(reason -> reason.contains("leads to no server"));
    }

    @Test
    void a_credential_that_is_attached_before_the_decision_does_not_count() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        String file = "50-upstream.camel.yaml";
        routes.replace(file, "bean: {ref: policy, method: decide}", 0, "bean: {ref: credentials, method: attach}");
        routes.replace(file, "bean: {ref: credentials, method: attach}", 1, "bean: {ref: policy, method: decide}");

        assertThat(reasons(routes)).anyMatch(reason -> reason.contains("credentials.attach"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bean: {ref: policy, method: decide} | filter: {simple: '${body} != null', steps: [{bean: {ref: policy, method: decide}}]} | may not have been decided",
                "bean: {ref: policy, method: decide} | split: {simple: '${body}', steps: [{bean: {ref: policy, method: decide}}]} | may not have been decided",
                "bean: {ref: policy, method: decide} | wireTap: {uri: direct:audit} | may not have been decided",
                "bean: {ref: policy, method: refuse} | to: {uri: '{{endpoint}}'} | may not have its credential",
                "bean: {ref: policy, method: refuse} | to: {uri: 'mcp:other'} | the way to {{server}} leads to mcp:other",
                "bean: {ref: policy, method: refuse} | to: {uri: 'http:elsewhere'} | a call goes to http:elsewhere that may not have its credential",
                "exception: [java.lang.Throwable] | exception: [java.lang.IllegalStateException] | may not be recorded",
                "bean: {ref: recorder, method: append} | filter: {simple: '${body} != null', steps: [{bean: {ref: recorder, method: append}}]} | may not be recorded",
                "bean: {ref: links, method: remember} | stop: {} | may not be told to the listeners",
                "bean: {ref: limits, method: release} | stop: {} | may not be recorded",
                "wireTap: {uri: direct:audit} | wireTap: {uri: direct:audit, disabled: true} | may not be told to the listeners",
                "constant: \"{{server}}\" | constant: other | may be about another server"
            })
    void the_way_to_a_server_has_no_side_paths(String step, String instead, String reason) {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.replace("50-upstream.camel.yaml", step, 0, instead);

        assertThat(routes.faults(gateway))
                .allSatisfy(fault -> assertThat(fault.file()).isEqualTo("50-upstream.camel.yaml"))
                .anySatisfy(fault -> assertThat(fault.reason()).contains(reason));
    }

    @Test
    void a_way_of_a_teams_own_that_keeps_all_of_it_is_taken() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, """
                - route:
                    id: team
                    description: A way of a team.
                    from:
                      uri: direct:team
                      steps:
                        - doTry:
                            steps:
                              - bean: {ref: policy, method: decide}
                              - setVariable: {name: admission, method: {ref: limits, method: admit}}
                              - bean: {ref: credentials, method: attach}
                              - to: mcp:notion
                            doCatch:
                              - exception: [java.lang.Throwable]
                                steps: [{bean: {ref: failures, method: describe}}]
                        - bean: {ref: recorder, method: append}
                        - wireTap: {uri: direct:audit}
                """);

        assertThat(routes.faults(gateway)).isEmpty();
    }

    @Test
    void a_step_that_is_disabled_is_not_there() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.replace(
                "50-upstream.camel.yaml",
                "bean: {ref: policy, method: decide}",
                0,
                "bean: {ref: policy, method: decide, disabled: true}");

        assertThat(reasons(routes)).anyMatch(reason -> reason.contains("may not have been decided"));
    }

    @Test
    void ids_and_descriptions_are_wanted_and_no_id_is_taken_twice() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, """
                - route:
                    id: Team
                    routeConfigurationId: nobody
                    from:
                      uri: direct:one
                      steps: [{log: x}]
                - route:
                    from:
                      uri: direct:two
                      steps: [{log: x}]
                """);
        assertThat(routes.faults(gateway).stream().map(RouteFault::describe))
                .anyMatch(fault -> fault.contains("kebab-case"))
                .anyMatch(fault -> fault.contains("has no description"))
                .anyMatch(fault -> fault.contains("no routeConfiguration nobody"))
                .anyMatch(fault -> fault.startsWith(TEAM + ":7 a route without an id"));

        routes.write(TEAM, ROUTE.formatted("log: x").replace("id: team", "id: call"));
        assertThat(routes.faults(gateway).stream().map(RouteFault::describe))
                .containsExactly(TEAM + ":2 route call: the id is taken already, in 30-call.camel.yaml:3");
    }

    @Test
    void all_faults_of_all_files_are_named_at_once() {
        RouteFolder routes = RouteFolder.copiedTo(folder);
        routes.write(TEAM, ROUTE.formatted("to: direct:nowhere"));
        routes.write(
                "zz/more.camel.yaml", ROUTE.formatted("bean: {ref: nobody}").replace("team", "more"));

        assertThat(routes.faults(gateway).stream().map(RouteFault::describe))
                .containsExactly(
                        TEAM + ":8 route team: no route begins with direct:nowhere",
                        "zz/more.camel.yaml:8 route more: there is no bean \"nobody\"");
    }

    private static List<String> reasons(RouteFolder routes) {
        return routes.faults(gateway).stream().map(RouteFault::reason).toList();
    }
}
