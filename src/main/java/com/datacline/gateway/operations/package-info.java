/** What operators see: health and configuration. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.operations;
