/** The mcp: component, the client side of MCP. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.upstream;
