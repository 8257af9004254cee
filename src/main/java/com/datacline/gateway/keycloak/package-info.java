/** Makes a running Keycloak have the realm of this project. */
@NullMarked
package com.datacline.gateway.keycloak;

import org.jspecify.annotations.NullMarked;
