/** The containers, the manifests and the release: what can be checked without a container engine. */
package com.datacline.gateway.packaging;
