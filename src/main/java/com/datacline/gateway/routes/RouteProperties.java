package com.datacline.gateway.routes;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the routes are and what they read.
 *
 * @param folder the folder of the route files
 * @param maxRequest the largest request body
 * @param enforceRules whether routes that break a rule are refused; otherwise it is only said in the log
 */
@ConfigurationProperties("gateway.routes")
public record RouteProperties(
        @DefaultValue("routes") Path folder,
        @DefaultValue("4MB") DataSize maxRequest,
        @DefaultValue("true") boolean enforceRules) {}
