package com.datacline.gateway.upstream;

import com.datacline.gateway.network.GuardedNames.RefusedAddress;
import com.datacline.gateway.network.TlsFiles.InvalidTlsFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says why there is no connection, in words that help whoever keeps the registry. */
final class ConnectionFault {
    private ConnectionFault() {}

    /** @param secure whether the connection was to be one of TLS */
    static String describe(Exception problem, boolean secure) {
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
            case ConnectException none -> none.getClass().getSimpleName();
            // in TLS 1.3 a server may be gone before the client hears what it did not like
            case SocketException broken when secure -> brokenOff(broken);
            case NoHttpResponseException broken when secure -> brokenOff(broken);
            default -> problem.getClass().getSimpleName();
        };
    }

    /** Tells whether another attempt may end otherwise: there was nobody, or the connection ended before the answer did. */
    static boolean isMomentary(Exception problem) {
        return switch (problem) {
            case RefusedAddress refused -> false;
            case SocketException broken -> true;
            case NoHttpResponseException broken -> true;
            case ConnectionClosedException broken -> true;
            case TruncatedChunkException broken -> true;
            default -> false;
        };
    }

    private static String brokenOff(IOException problem) {
        return "the connection broke off (" + problem.getMessage()
                + "); a server that does not take the gateway's certificate does so too: see tls.certificate and tls.key";
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
