/** Tokens that the gateway gets by itself: discovery, clients, logins, refreshing (MCP, basic, authorization). */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.credentials.oauth;
