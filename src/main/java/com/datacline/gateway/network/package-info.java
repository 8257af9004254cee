/** Where connections of the gateway's own may go, and whom it believes there. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.network;
