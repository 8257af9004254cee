/** The Secure MCP Gateway: one MCP server in front of many. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway;
