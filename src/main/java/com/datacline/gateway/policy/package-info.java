/** Who may call what. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.policy;
