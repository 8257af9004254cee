package com.datacline.gateway.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline whoami}: as whom the other commands ask. */
@Command(
        name = "whoami",
        description = "Says as whom the other commands ask a gateway, with which roles, and until when.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline whoami"})
final class Whoami implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    boolean json;

    @Override
    public Integer call() {
        Remote remote = options.remote();
        String token = remote.token();
        if (token == null) {
            throw Complaint.failure("you are not logged in at " + remote.address(), Complaints.login(remote.address()));
        }
        TokenClaims claims = TokenClaims.of(token);
        String source = options.source();
        if (json) {
            Output.json(tree(remote, claims, source));
        } else if (!claims.isReadable()) {
            Output.line("%s at %s, by %s", claims.user(), remote.address(), source);
        } else {
            Output.line("%s at %s, by %s", claims.user(), remote.address(), source);
            list("roles", claims.roles());
            list("groups", claims.groups());
            list("scopes", claims.scopes());
            Output.line("issuer  %s", claims.issuer());
            Output.line("until   %s", until(claims.end(), source));
        }
        return 0;
    }

    private static void list(String name, List<String> values) {
        if (!values.isEmpty()) {
            Output.line("%-7s %s", name, String.join(", ", values));
        }
    }

    private static String until(@Nullable Instant end, String source) {
        if (end == null) {
            return "it does not say";
        }
        String after = source.equals(RemoteOptions.LOGIN) ? ", then renewed" : "";
        return end + (end.isBefore(Instant.now()) ? ", which is over" : after);
    }

    private static ObjectNode tree(Remote remote, TokenClaims claims, String source) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("gateway", remote.address().toString())
                .put("source", source);
        if (claims.isReadable()) {
            tree.put("user", claims.user()).put("issuer", claims.issuer());
            claims.roles().forEach(tree.putArray("roles")::add);
            claims.groups().forEach(tree.putArray("groups")::add);
            claims.scopes().forEach(tree.putArray("scopes")::add);
            claims.audience().forEach(tree.putArray("audience")::add);
            Instant end = claims.end();
            tree.put("until", end == null ? null : end.toString());
        }
        return tree;
    }
}
