/** What nodes share, in Redis. Nothing of this is loaded by a gateway of one node. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.redis;
