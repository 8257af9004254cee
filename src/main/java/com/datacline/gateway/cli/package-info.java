/** The command datacline. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.cli;
