/** Route files as diagrams. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.routes.diagram;
