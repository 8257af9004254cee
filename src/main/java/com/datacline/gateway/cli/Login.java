package com.datacline.gateway.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code datacline login}: logs its user in, and keeps the login for the commands after it. */
@Command(
        name = "login",
        description = {
            "Logs you in at the issuer that the gateway names, in a browser, and keeps the login for the other commands.",
            "Tokens are kept for you alone; they are renewed when they end, and forgotten by `datacline logout`."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline login --url https://gateway.example.com", "  datacline login --device"})
final class Login implements Callable<Integer> {
    @Mixin
    GatewayOption gateway = new GatewayOption();

    @Option(names = "--device", description = "Log in with the browser of another device, by a code.")
    boolean device;

    @Option(names = "--no-browser", description = "Say where to go, and open no browser.")
    boolean noBrowser;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "datacline",
            description = "The client's id at the issuer (default: ${DEFAULT-VALUE}).")
    String client = "datacline";

    @Option(names = "--scope", paramLabel = "SCOPE", description = "One more scope to ask for, such as mcp:read.")
    List<String> more = List.of();

    @Option(
            names = "--allow-http",
            description = "Log in though others could read along: for networks that are trusted.")
    boolean plain;

    @Override
    public Integer call() {
        URI address = gateway.address();
        LoginPlace place = LoginPlace.of(address, plain);
        List<String> scopes = new ArrayList<>(place.scopes());
        more.stream().filter(scope -> !scopes.contains(scope)).forEach(scopes::add);
        KeptLogin login = device
                ? new DeviceLogin(client, scopes, plain).at(place)
                : new BrowserLogin(client, scopes, plain, !noBrowser).at(place);
        KeptLogins kept = KeptLogins.ofUser();
        kept.put(address, login);
        Output.line(
                "Logged in at %s as %s.",
                address, TokenClaims.of(login.accessToken()).user());
        if (login.refreshToken() == null && login.end() != null) {
            Output.line("The issuer gives no refresh token: this login ends at %s.", login.end());
        }
        return 0;
    }
}
