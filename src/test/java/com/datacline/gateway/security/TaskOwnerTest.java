package com.datacline.gateway.security;

import static com.datacline.gateway.GatewayUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.fixture.StreamClient;
import com.datacline.gateway.fixture.StreamClient.Incoming;
import com.datacline.gateway.fixture.TaskServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of a task is a name and no right: to anybody but its owner it is the id of no task. */
class TaskOwnerTest {
    private static final String ABLE = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";

    private static TokenIssuer issuer;
    private static TaskServer server;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start("gateway");
        server = TaskServer.start();
        gateway = GatewayUnderTest.with()
                .server("a", server.url())
                .set("gateway.auth.enabled", "true")
                .set("gateway.auth.host", "127.0.0.1")
                .set("gateway.auth.keycloak-url", issuer.base())
                .set("gateway.auth.realm", "gateway")
                .start();
        eventually("the catalogue is known", () -> gateway.get("/health").body().contains("\"status\":\"healthy\""));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
        issuer.close();
    }

    @Test
    void another_can_neither_get_nor_update_nor_cancel_nor_watch_a_task_and_its_owner_can() throws Exception {
        String task = as("ana")
                .modern(1, "tools/call", "{\"name\":\"a__start\",\"arguments\":{}}", ABLE)
                .last()
                .at("/result/taskId")
                .asText();

        for (String method : new String[] {"tasks/get", "tasks/update", "tasks/cancel"}) {
            String params = "{\"taskId\":\"%s\",\"inputResponses\":{}}";
            JsonNode stolen =
                    as("bob").modern(2, method, params.formatted(task), ABLE).last();
            JsonNode unknown =
                    as("bob").modern(2, method, params.formatted("a:b:c"), ABLE).last();

            assertThat(stolen.at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(stolen).as("as one that does not exist").isEqualTo(unknown);
            assertThat(server.heard(method)).isEmpty();
        }
        Incoming watching = watch("bob", task);
        assertThat(watching.message(0).at("/params/notifications/taskIds")).isEmpty();
        assertThat(server.listening()).isEmpty();
        watching.close();

        for (String method : new String[] {"tasks/get", "tasks/update", "tasks/cancel"}) {
            String params = "{\"taskId\":\"" + task + "\",\"inputResponses\":{}}";
            assertThat(as("ana").modern(3, method, params, ABLE).last().has("result"))
                    .isTrue();
        }
        try (Incoming own = watch("ana", task)) {
            assertThat(own.message(0).at("/params/notifications/taskIds/0").asText())
                    .isEqualTo(task);
            eventually("the gateway listens for it", () -> !server.listening().isEmpty());
            server.tell(TaskServer.ID);
            assertThat(own.message(1).at("/params/taskId").asText()).isEqualTo(task);
        }
    }

    @Test
    void a_name_is_sealed_for_one_server_one_task_and_one_owner_over_a_restart(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("made").resolve("task.key");
        TaskNames names = new TaskNames(KeptKey.in(file));
        Caller ana = new Caller("ana", Set.of(), Set.of(), Set.of());
        Caller bob = new Caller("bob", Set.of(), Set.of(), Set.of());
        String name = names.of("a", "t:1", ana);

        assertThat(new TaskNames(KeptKey.in(file)).read(name, ana))
                .isEqualTo(names.read(name, ana))
                .isNotNull();
        assertThat(names.read(name, bob)).isNull();
        assertThat(names.read(name.replaceFirst("a", "b"), ana)).isNull();
        assertThat(names.read(name + "1", ana)).isNull();
        assertThat(new TaskNames(KeptKey.in(folder.resolve("other.key"))).read(name, ana))
                .isNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "short");
        assertThatThrownBy(() -> KeptKey.in(file))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("task.key");
    }

    private static Incoming watch(String user, String task) throws Exception {
        return as(user).modern(4, "subscriptions/listen", "{\"notifications\":{\"taskIds\":[\"" + task + "\"]}}", ABLE);
    }

    private static StreamClient as(String user) throws Exception {
        return new StreamClient(gateway.url("/mcp"), "Authorization", "Bearer " + issuer.token(issuer.good(user, 300)));
    }
}
