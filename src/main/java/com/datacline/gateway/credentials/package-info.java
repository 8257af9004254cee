/** What the gateway shows a server to be let in. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.credentials;
