/** The types that travel: a request becomes a call, a decision, an upstream call and at last a reply. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.call;
