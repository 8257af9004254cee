package com.datacline.gateway;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.fixture.ScriptedTool;
import com.datacline.gateway.routes.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the guide for integration teams says, with a gateway that runs. */
@Tag("routes")
class FirstStepsTest {
    private static final String SHOP = "jdbc:h2:mem:steps;DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE";
    /** A file's name, and the next block of YAML. */
    private static final Pattern FILE =
            Pattern.compile("`routes/([^`]+[.]camel[.]yaml)`[^#]*?```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void two_files_of_less_than_ten_lines_make_a_sql_tool_and_a_mask() throws Exception {
        Map<String, String> files = files();
        assertThat(files).containsOnlyKeys("tools/order-status.camel.yaml", "shaping/crm-without-mail.camel.yaml");
        files.values().forEach(text -> assertThat(text.lines()).hasSizeLessThan(10));
        try (Connection shop = DriverManager.getConnection(SHOP)) {
            shop.createStatement().execute("""
                    create table orders(number int primary key, status varchar(20), ordered_on date);
                    insert into orders values (2, 'open', '2026-11-27')""");
        }
        RouteFolder routes = RouteFolder.copiedTo(folder);
        try (ScriptedServer crm = ScriptedServer.builder()
                        .tool(ScriptedTool.named("find")
                                .answering(arguments ->
                                        ScriptedTool.text("{\"name\":\"Ana\",\"email\":\"ana@example.com\"}")))
                        .start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("crm", crm.url())
                        .set("gateway.routes.folder", folder.toString())
                        .set("gateway.routes.watch", "100ms")
                        .set("gateway.tools.database-url", SHOP)
                        .start()) {
            eventually("crm is there", () -> gateway.toolNames().contains("crm__find"));
            assertThat(gateway.call("crm__find", "{}").toString()).contains("ana@example.com");

            files.forEach(routes::write);

            eventually("the tool is there", () -> gateway.toolNames().contains("routes__order-status"));
            assertThat(gateway.call("routes__order-status", "{\"number\":2}").at("/result/structuredContent/result"))
                    .isEqualTo(json("[{\"number\":2,\"status\":\"open\",\"ordered_on\":\"2026-11-27\"}]"));
            assertThat(gateway.call("crm__find", "{}").toString())
                    .contains("Ana", "***")
                    .doesNotContain("ana@example.com");
        }
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher found = FILE.matcher(Files.readString(Path.of("docs/guides/first-steps.md")));
        while (found.find()) {
            files.put(found.group(1), found.group(2));
        }
        return files;
    }
}
