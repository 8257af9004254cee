package com.datacline.gateway.upstream;

import com.datacline.gateway.network.GuardedNames.RefusedAddress;
import com.datacline.gateway.network.TlsFiles.InvalidTlsFile;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why there is no connection, in words that help whoever keeps the registry. */
final class ConnectionFault {
    private ConnectionFault() {}

    static String describe(Exception problem) {
        return switch (problem) {
            case RefusedAddress refused ->
                refused.getMessage()
                        + (String.valueOf(refused.getMessage()).contains("link-local")
                                ? "; if the server is really there, set allow_link_local: true"
                                : "");
            case SSLPeerUnverifiedException otherName ->
                "its certificate is another host's (" + otherName.getMessage() + "); see tls.server_name";
            case SSLException tls -> ofTls(tls);
            case InvalidTlsFile file -> String.valueOf(file.getMessage());
            default -> problem.getClass().getSimpleName();
        };
    }

    private static String ofTls(SSLException problem) {
        String message = String.valueOf(problem.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("pkix") || lower.contains("certpath") || lower.contains("trustanchors")) {
            return "its certificate is not trusted (" + message + "); if its issuer is your own, name it in tls.ca";
        }
        if (lower.contains("received fatal alert") && lower.contains("cert") || lower.contains("unknown_ca")) {
            return "it does not take the gateway's certificate (" + message + "); see tls.certificate and tls.key";
        }
        return "TLS failed (" + message + ")";
    }
}
