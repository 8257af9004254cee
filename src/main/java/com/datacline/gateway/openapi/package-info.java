/** REST APIs as servers: the operations of an OpenAPI document as tools, and calls of them as HTTP requests. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.openapi;
