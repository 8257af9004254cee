/** Secrets that HashiCorp Vault keeps. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.credentials.vault;
