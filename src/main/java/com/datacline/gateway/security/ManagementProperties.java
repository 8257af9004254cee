package com.datacline.gateway.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may manage.
 *
 * @param role the realm role that callers of management endpoints must have
 * @param operatorRole the realm role that stopping and starting a server takes beside it
 * @param hawtio whether there are Hawtio and Jolokia
 * @param hawtioClient the OAuth client that Hawtio's page logs in as
 */
@ConfigurationProperties("gateway.management")
public record ManagementProperties(
        @DefaultValue("gateway-admin") String role,
        @DefaultValue("gateway-operator") String operatorRole,
        @DefaultValue("true") boolean hawtio,
        @DefaultValue("gateway-hawtio") String hawtioClient) {
    /** The name of the one servlet of the management port that answers without a token; it has nothing to hide. */
    public static final String PUBLIC_PAGE = "hawtio-page";
}
