package com.datacline.gateway.credentials.oauth;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Logins of the gateway at servers.
 *
 * @param folder the folder of the file {@code logins.json}
 * @param role the role that a caller needs to begin one
 */
@ConfigurationProperties("gateway.logins")
public record LoginProperties(
        @DefaultValue("data") Path folder,
        @DefaultValue("gateway-admin") String role) {}
