/** Who calls: tokens, callers and the network the gateway listens on. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.security;
