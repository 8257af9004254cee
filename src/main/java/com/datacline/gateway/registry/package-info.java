/** The registry file mcp_servers.yaml as values. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.registry;
