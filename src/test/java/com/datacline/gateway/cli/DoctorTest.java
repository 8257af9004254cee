package com.datacline.gateway.cli;

import static com.datacline.gateway.GatewayUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.GatewayUnderTest;
import com.datacline.gateway.fixture.FreePort;
import com.datacline.gateway.fixture.ScriptedServer;
import com.datacline.gateway.security.TokenIssuer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    @Test
    void a_gateway_that_is_well_has_nothing_wrong() {
        try (ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway =
                        GatewayUnderTest.with().server("one", server.url()).start()) {
            Terminal well = Terminal.run("doctor", "--url", gateway.url("").toString());

            assertThat(well.out())
                    .contains("✓ jdk ", "✓ registry ", "✓ routes ", "✓ database ", "✓ gateway ", "✓ health ")
                    .contains("- login       callers need no token here", "✓ server      one is up, with 2 tools")
                    .endsWith("Nothing is wrong.\n");
            assertThat(well.code()).isZero();
        }
    }

    @Test
    void what_is_wrong_is_followed_by_the_command_to_type_next() {
        Terminal away = Terminal.run("doctor", "--url", "http://127.0.0.1:1");

        assertThat(away.code()).isEqualTo(1);
        assertThat(away.out())
                .contains("✗ gateway     nothing answers at http://127.0.0.1:1\n              try: datacline serve\n")
                .endsWith("1 thing is wrong.\n");
        JsonNode same = json(
                Terminal.run("doctor", "--url", "http://127.0.0.1:1", "--json").out());
        assertThat(same.path("healthy").asBoolean()).isFalse();
        assertThat(same.path("checks").findValuesAsText("next")).contains("datacline serve");
    }

    @Test
    void a_token_is_looked_into_before_it_is_shown() throws Exception {
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("one", server.url())
                        .set("gateway.auth.enabled", "true")
                        .set("gateway.auth.host", "127.0.0.1")
                        .set("gateway.auth.keycloak-url", issuer.base())
                        .set("gateway.auth.realm", "gateway")
                        .start()) {
            URI url = gateway.url("");
            // A gateway that does not know its own address sends clients away, and its issuer's keys cannot be asked
            // for.
            assertThat(looked(url, "a.b.c"))
                    .contains("wrong issuer")
                    .contains("says that it is http://localhost:8000/mcp");
        }
    }

    @Test
    void a_token_for_somewhere_else_is_told_from_a_good_one() throws Exception {
        int port = FreePort.next();
        String resource = "http://localhost:" + port + "/mcp";
        try (TokenIssuer issuer = TokenIssuer.start("gateway");
                ScriptedServer server = ScriptedServer.start();
                GatewayUnderTest gateway = GatewayUnderTest.with()
                        .server("one", server.url())
                        .set("server.port", "" + port)
                        .set("gateway.auth.enabled", "true")
                        .set("gateway.auth.host", "127.0.0.1")
                        .set("gateway.auth.resource", resource)
                        .set("gateway.auth.keycloak-url", issuer.base())
                        .set("gateway.auth.realm", "gateway")
                        .start()) {
            URI url = URI.create("http://localhost:" + port);
            String good =
                    issuer.token(claims -> issuer.good("ana", 60).apply(claims).audience(resource));
            String elsewhere = issuer.token(issuer.good("ana", 60));
            String over =
                    issuer.token(claims -> issuer.good("ana", -60).apply(claims).audience(resource));

            assertThat(looked(url, good))
                    .contains(
                            "good issuer",
                            "good keys",
                            "good clock",
                            "good login you are ana (a file), and see 1 servers")
                    .contains("good server one is up");
            assertThat(looked(url, elsewhere))
                    .contains("wrong login the token (a file) is for [http://localhost:8000/mcp]");
            assertThat(looked(url, over)).contains("wrong login the token (a file) has ended");
        }
    }

    /** Returns what is found out about a gateway with a token, a line each. */
    private String looked(URI gateway, String token) throws Exception {
        RemoteOptions options = new RemoteOptions();
        options.gateway.url = gateway.toString();
        options.tokenSource = new RemoteOptions.TokenSource();
        options.tokenSource.file = Files.writeString(folder.resolve("token"), token);
        List<Diagnosis> found = new ArrayList<>();
        new DoctorThere(options).look(found::add);
        return found.stream()
                .map(one -> one.state().name().toLowerCase(java.util.Locale.ROOT) + " " + one.what() + " " + one.text())
                .collect(Collectors.joining("\n"));
    }
}
