/** The operator page: the files a browser loads, and what it needs to know before anybody is logged in. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.console;
