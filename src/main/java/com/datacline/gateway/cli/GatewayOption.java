package com.datacline.gateway.cli;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which gateway is meant. */
final class GatewayOption {
    static final String USUAL = "http://localhost:8000";

    @Option(
            names = {"--url", "--api-url"},
            paramLabel = "URL",
            description = "Address of the gateway (default: DATACLINE_URL, or http://localhost:8000).")
    @Nullable
    String url;

    /** Returns the address, without a slash at the end. */
    URI address() {
        String address = url == null ? Settings.of("DATACLINE_URL", USUAL) : url;
        // Clients know the gateway by the address of its MCP endpoint, and so do people.
        String plain = address.replaceAll("/+$", "").replaceFirst("(?<=[^/])/mcp$", "");
        if (!plain.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
            throw wrong(address);
        }
        try {
            URI uri = URI.create(plain);
            return uri.getHost() == null || uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))
                    ? uri
                    : URI.create(plain.replaceFirst(
                            java.util.regex.Pattern.quote(uri.getHost()),
                            uri.getHost().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw wrong(address);
        }
    }

    private static Complaint wrong(String address) {
        return Complaint.usage("not the address of a gateway: " + address, "--url http://localhost:8000");
    }
}
