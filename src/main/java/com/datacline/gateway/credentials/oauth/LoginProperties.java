package com.datacline.gateway.credentials.oauth;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where logins at servers are kept.
 *
 * @param folder the folder of the file {@code logins.json}
 */
@ConfigurationProperties("gateway.logins")
public record LoginProperties(@DefaultValue("data") Path folder) {}
