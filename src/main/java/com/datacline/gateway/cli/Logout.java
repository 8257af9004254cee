package com.datacline.gateway.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code datacline logout}: gives the tokens back and forgets them. */
@Command(
        name = "logout",
        description = "Forgets the login at a gateway, and has its issuer take the tokens back.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  datacline logout --url https://gateway.example.com"})
final class Logout implements Callable<Integer> {
    @Mixin
    GatewayOption gateway = new GatewayOption();

    @Override
    public Integer call() {
        URI address = gateway.address();
        Optional<KeptLogin> login = KeptLogins.ofUser().remove(address);
        if (login.isEmpty()) {
            Output.line("There is no login at %s.", address);
            return 0;
        }
        Output.line("Logged out at %s.", address);
        if (!revoked(login.get())) {
            System.err.println("warning: the issuer " + login.get().issuer()
                    + " did not take the tokens back; they end by themselves");
        }
        return 0;
    }

    /** What is forgotten here is forgotten, whatever becomes of it there. */
    private static boolean revoked(KeptLogin login) {
        try {
            return LoginTokens.revoke(login);
        } catch (Complaint e) {
            return false;
        }
    }
}
