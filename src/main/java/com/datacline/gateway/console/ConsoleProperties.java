package com.datacline.gateway.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How operators log in at the operator page.
 *
 * @param clientId the public client of the issuer that the page is
 */
@ConfigurationProperties("gateway.console")
public record ConsoleProperties(
        @DefaultValue("gateway-console") String clientId) {}
