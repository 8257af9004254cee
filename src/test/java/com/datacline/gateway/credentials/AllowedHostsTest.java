package com.datacline.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Allowed;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.registry.Auth;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.registry.RegistryReader;
import com.datacline.gateway.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedHostsTest {

    @ParameterizedTest
    @CsvSource({
        "mcp.example.com, mcp.example.com, true",
        "mcp.example.com, MCP.Example.com, true",
        "mcp.example.com, a.mcp.example.com, false",
        "mcp.example.com, mcp.example.com.evil.test, false",
        "*.example.com, mcp.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, evilexample.com, false",
        "*.example.com, .example.com, false",
        "*.example.com, mcp.example.com.evil.test, false"
    })
    void a_host_is_allowed_by_its_name_or_by_what_it_is_below(String allowed, String host, boolean expected) {
        assertThat(auth(allowed).allows(host)).isEqualTo(expected);
    }

    /** The registry would have been refused; this is the lock behind that one. */
    @Test
    void no_credential_is_made_for_another_host() {
        McpServer read = new RegistryReader(Duration.ofSeconds(1))
                .read("r.yaml", "servers: {wiki: {url: 'https://mcp.example.com/mcp'}}")
                .server("wiki")
                .orElseThrow();
        McpServer server = new McpServer(
                read.name(),
                read.address(),
                read.type(),
                read.protocol(),
                read.timeout(),
                true,
                "",
                List.of(),
                null,
                "wiki",
                auth("mcp.example.org"),
                null,
                read.resilience(),
                read.metadata());
        Credentials credentials = new Credentials(
                () -> new Registry(Map.of("wiki", server)),
                new SecretStore(name -> "s3cret", null, secret -> {}),
                null,
                null);
        Allowed allowed = new Allowed(
                SingleCall.ofGateway("wiki", Operation.list(Action.LIST_TOOLS), Deadline.in(Duration.ofSeconds(1))),
                Caller.GATEWAY,
                "the test");

        assertThatThrownBy(() -> credentials.attach(allowed))
                .isInstanceOf(CallFailed.class)
                .hasMessage("the credential of server wiki must not be sent to mcp.example.com; see allowed_hosts");
    }

    private static Auth auth(String allowed) {
        return new Auth(
                Auth.Method.BEARER,
                Auth.Location.HEADER,
                "Authorization",
                Auth.Format.PREFIX,
                "Bearer ",
                "",
                "env://SECRET",
                null,
                List.of(allowed),
                null);
    }
}
