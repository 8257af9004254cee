/**
 * Three small MCP servers that a newcomer finds behind the gateway: log clusters with real answers and made-up logs.
 */
@NullMarked
package com.datacline.gateway.demo;

import org.jspecify.annotations.NullMarked;
