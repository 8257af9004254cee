/** Reading requests from the wire and writing answers to it. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.door;
