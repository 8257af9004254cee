/** Servers and clients that others wrote, behind the gateway and in front of it. */
@NullMarked
package com.datacline.gateway.peers;

import org.jspecify.annotations.NullMarked;
