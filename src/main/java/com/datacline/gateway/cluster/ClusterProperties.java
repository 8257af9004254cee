package com.datacline.gateway.cluster;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Several nodes as one gateway.
 *
 * @param redisUrl where they share what they share, or empty for a single node
 * @param node this node's name in audit records; with a Redis the name of the host, if it is empty
 */
@ConfigurationProperties("gateway.cluster")
public record ClusterProperties(
        @Nullable String redisUrl, @Nullable String node) {

    /** Returns this node's name, or empty for a single node that has none. */
    public String nodeName() {
        if (node != null && !node.isBlank()) {
            return node.strip();
        }
        return redisUrl == null || redisUrl.isBlank() ? "" : host();
    }

    /** Returns the password in the address, or null. */
    public @Nullable String password() {
        if (redisUrl == null || redisUrl.isBlank()) {
            return null;
        }
        try {
            String info = URI.create(redisUrl.strip()).getRawUserInfo();
            return info == null
                    ? null
                    : URLDecoder.decode(
                            info.substring(info.indexOf(':') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // whoever connects says what is wrong with it
            return null;
        }
    }

    /** Does not show the address, which holds a password. */
    @Override
    public String toString() {
        return "ClusterProperties[" + nodeName() + "]";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
