package com.datacline.gateway.registry;

import com.datacline.gateway.network.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a server is found. */
public sealed interface Address {

    /** Returns the address without whatever might be a secret. */
    String shown();

    /**
     * A server that answers HTTP.
     *
     * @param url its Streamable HTTP endpoint
     * @param allowLinkLocal whether it may be at a link-local address, where clouds have their metadata services too
     * @param tls how the two prove themselves, or null for what holds for all servers
     */
    record Http(URI url, boolean allowLinkLocal, @Nullable Tls tls) implements Address {

        public Http(URI url) {
            this(url, false, null);
        }

        /** Leaves out user info and query, where secrets tend to hide. */
        @Override
        public String shown() {
            String shown = url.getScheme() + "://" + url.getHost()
                    + (url.getPort() < 0 ? "" : ":" + url.getPort())
                    + (url.getRawPath() == null ? "" : url.getRawPath());
            return url.getRawQuery() == null ? shown : shown + "?***";
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * A program of this machine that speaks over its standard streams (2026-07-28, transports, stdio).
     *
     * @param command the program, by its path or by its name on the {@code PATH}
     * @param args its arguments, as they are: there is no shell
     * @param env variables it gets beside the few of the gateway's own; a value may be {@code env://NAME} or {@code
     *     file:///path}
     * @param cwd the folder it runs in, or null for the gateway's own
     */
    record Stdio(
            String command,
            List<String> args,
            Map<String, Secret> env,
            @Nullable Path cwd) implements Address {

        public Stdio {
            args = List.copyOf(args);
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }

        /** Names the program alone: arguments may be secrets. */
        @Override
        public String shown() {
            return "stdio:" + command;
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * A REST API that an OpenAPI 3 document describes; its operations are tools.
     *
     * @param document where the document is: a URL, or a {@code file:} one
     * @param url where the API is, or null for what the document says
     * @param select the operations that become tools; all if it names none
     * @param exclude those of them that do not
     * @param allowLinkLocal whether either may be at a link-local address, where clouds have their metadata services too
     * @param tls how the API and the gateway prove themselves, or null for what holds for all servers
     */
    record OpenApi(
            URI document,
            @Nullable URI url,
            OperationFilter select,
            OperationFilter exclude,
            boolean allowLinkLocal,
            @Nullable Tls tls)
            implements Address {

        /** Tells whether the document is a file of this machine, and so as much the operator's word as the registry. */
        public boolean isFile() {
            return "file".equals(document.getScheme());
        }

        @Override
        public String shown() {
            if (url == null && isFile()) {
                return "openapi:" + Path.of(document).getFileName();
            }
            return "openapi:" + new Http(url == null ? document : url).shown();
        }

        @Override
        public String toString() {
            return shown();
        }
    }

    /** The tools that are routes of the gateway's own folder. */
    record Routes() implements Address {

        @Override
        public String shown() {
            return "routes";
        }
    }
}
