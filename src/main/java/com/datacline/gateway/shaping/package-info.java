/** Routes of a team that shape what callers see, send and get: the component {@code shape} and the steps of its Kamelets. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.shaping;
