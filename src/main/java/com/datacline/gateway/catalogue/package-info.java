/** What all servers offer, under which names. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.catalogue;
