/** One call on many servers: gathering the replies and composing the answer. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.broadcast;
