@org.jspecify.annotations.NullMarked
package com.datacline.gateway.hawtio;
