package com.datacline.gateway.routes;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the routes are and what they read.
 *
 * @param folder the folder of the route files
 * @param maxRequest the largest request body
 * @param watch from one look at the files to the next; an edit of the routes, the registry or the policy is in force after
 *     two of them
 * @param enforceRules whether routes that break a rule are refused; otherwise it is only said in the log
 */
@ConfigurationProperties("gateway.routes")
public record RouteProperties(
        @DefaultValue("routes") Path folder,
        @DefaultValue("4MB") DataSize maxRequest,
        @DefaultValue("500ms") Duration watch,
        @DefaultValue("true") boolean enforceRules) {}
