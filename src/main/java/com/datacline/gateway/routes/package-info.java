/** Loading the folder of routes as generations of Camel contexts. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.routes;
