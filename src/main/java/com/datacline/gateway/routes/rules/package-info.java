/** What route files must be like: rules that are judged before a set of routes is started. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.routes.rules;
